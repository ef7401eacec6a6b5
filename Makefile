# Short names for what scripts/ does; nothing here needs make.
.PHONY: demo test lint format

demo:
	scripts/demo

test:
	scripts/test

lint:
	scripts/lint

format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift
