# Short names for what scripts/ does; nothing here needs make.
.PHONY: demo test bench lint format

demo:
	scripts/demo

test:
	scripts/test

bench:
	scripts/bench

lint:
	scripts/lint

format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift
