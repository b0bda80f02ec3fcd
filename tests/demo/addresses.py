"""The addresses of a demonstration: those of every site, and its own."""

from django.urls import include, path

from chapterhouse.urls import urlpatterns as everywhere

urlpatterns = [*everywhere, path("demo/", include("chapterhouse.demo.urls"))]
