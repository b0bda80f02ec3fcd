.PHONY: demo test check bench requirements messages vendor

demo: ; @bin/demo
test: ; @bin/test $(ARGS)
check: ; @bin/check
bench: ; @bin/bench $(ARGS)
requirements: ; @bin/requirements
messages: ; @bin/install base && bin/messages
vendor: ; @bin/vendor
