# Short names for what scripts/ does; nothing here needs make.
.PHONY: demo test bench load-serve fuzz-semantics fuzz-admission fuzz-readers lint format

demo:
	scripts/demo

test:
	scripts/test

bench:
	scripts/bench

load-serve:
	scripts/load-serve

fuzz-semantics:
	scripts/fuzz semantics

fuzz-admission:
	scripts/fuzz admission

fuzz-readers:
	scripts/fuzz readers

lint:
	scripts/lint

format:
	swift format --in-place --parallel --recursive Sources Tests Package.swift
