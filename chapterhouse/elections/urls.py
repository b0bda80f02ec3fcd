from django.urls import path

from .views import counting

app_name = "elections"
urlpatterns = [path("count/", counting.count, name="count")]
