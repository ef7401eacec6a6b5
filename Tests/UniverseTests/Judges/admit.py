"""Plays the API server: holds requests against ValidatingAdmissionPolicies, with an implementation of CEL that is not
the tool's own.

Reads {"policies": YAML, "requests": [{"resource", "operation", "object", "oldObject", "userInfo"}]} from standard
input, and writes for each request the messages of the validations that it breaks. Exits with 77 where a module is
missing.
"""

import json
import sys

try:
    import celpy
    import yaml
    from celpy import celtypes
except ImportError as error:
    print(error)
    sys.exit(77)


class Programs:
    """Compiled expressions, each once."""

    def __init__(self):
        self.environment = celpy.Environment()
        self.known = {}

    def value(self, expression, activation):
        program = self.known.get(expression)
        if program is None:
            program = self.environment.program(self.environment.compile(expression))
            self.known[expression] = program
        result = program.evaluate(activation)
        if isinstance(result, celpy.CELEvalError):
            raise result
        return result


def matches(policy, request):
    """Whether a rule of matchConstraints names the request; a subresource is a resource of its own."""
    return any("" in rule["apiGroups"] and "v1" in rule["apiVersions"] and request["operation"] in rule["operations"]
               and request["resource"] in rule["resources"]
               for rule in policy["spec"]["matchConstraints"]["resourceRules"])


def breaches(policy, request, programs):
    # A namespace is its own namespace in requests.
    metadata = request["object"]["metadata"]
    activation = {
        "object": celpy.json_to_cel(request["object"]),
        "oldObject": celpy.json_to_cel(request["oldObject"]),
        "request": celpy.json_to_cel({
            "operation": request["operation"], "namespace": metadata.get("namespace", metadata["name"]),
            "userInfo": request["userInfo"]}),
    }
    for condition in policy["spec"].get("matchConditions", []):
        if not programs.value(condition["expression"], activation):
            return []
    variables = {}
    for variable in policy["spec"].get("variables", []):
        value = programs.value(variable["expression"], activation)
        variables[celtypes.StringType(variable["name"])] = value
        activation["variables"] = celtypes.MapType(variables)
    broken = []
    for validation in policy["spec"]["validations"]:
        if programs.value(validation["expression"], activation):
            continue
        broken.append(validation["message"])
        if "messageExpression" in validation:
            message = programs.value(validation["messageExpression"], activation)
            assert isinstance(message, str) and "\n" not in message, message
    return broken


def main():
    task = json.load(sys.stdin)
    documents = [document for document in yaml.safe_load_all(task["policies"]) if document]
    bound = {document["spec"]["policyName"] for document in documents
             if document["kind"] == "ValidatingAdmissionPolicyBinding"}
    policies = [document for document in documents if document["kind"] == "ValidatingAdmissionPolicy"]
    assert {policy["metadata"]["name"] for policy in policies} == bound
    programs = Programs()
    answers = []
    for request in task["requests"]:
        broken = [breaches(policy, request, programs) for policy in policies if matches(policy, request)]
        answers.append([message for messages in broken for message in messages])
    json.dump(answers, sys.stdout)


main()
