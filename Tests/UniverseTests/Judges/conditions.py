"""Plays the API server: says of requests whether a webhook is asked about them, with an implementation of CEL that is not
the tool's own.

Reads {"webhook": YAML, "requests": [{"request", "object", "oldObject"}]} from standard input, and writes for each request
the names of the match conditions that leave it out. Exits with 77 where a module is missing.
"""

import json
import sys

try:
    import celpy
    import yaml
except ImportError as error:
    print(error)
    sys.exit(77)


def main():
    task = json.load(sys.stdin)
    environment = celpy.Environment()
    (webhook,) = yaml.safe_load(task["webhook"])["webhooks"]
    programs = [(condition["name"], environment.program(environment.compile(condition["expression"])))
                for condition in webhook["matchConditions"]]
    answers = []
    for request in task["requests"]:
        activation = {name: celpy.json_to_cel(value) for name, value in request.items()}
        failed = []
        for name, program in programs:
            value = program.evaluate(activation)
            assert isinstance(value, celpy.celtypes.BoolType), (name, value)
            if not value:
                failed.append(name)
        answers.append(failed)
    json.dump(answers, sys.stdout)


main()
