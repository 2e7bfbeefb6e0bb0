"""Writes names.txt: what the cases of other suites are called. Only names are kept, which are facts.

python3 properties/other-suites/collect.py TEST_ASYNCIO CHECK_STREAMS > properties/other-suites/names.txt

TEST_ASYNCIO is the folder Lib/test/test_asyncio of CPython 3.11.2, which Debian's libpython3.11-testsuite (3.11.2-6+deb12u9) has at
/usr/lib/python3.11/test/test_asyncio; CHECK_STREAMS is src/trio/testing/_check_streams.py of python-trio/trio (60d0c2f8). Trio's
checks are functions whose steps have no names of their own but those of the functions inside of them.
"""

import ast
import sys

FILES = ["test_streams", "test_transports", "test_server", "test_sock_lowlevel", "test_events"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def tree(path):
    with open(path, encoding="utf-8") as source:
        return ast.parse(source.read())


def cases(module, path):
    for group in ast.walk(tree(path)):
        if isinstance(group, ast.ClassDef):
            for case in group.body:
                if isinstance(case, FUNCTIONS) and case.name.startswith("test"):
                    yield f"{module} {group.name}.{case.name}"


def checks(path):
    for check in tree(path).body:
        if isinstance(check, FUNCTIONS) and check.name.startswith("check_"):
            yield f"trio {check.name}"
            steps = (step.name for step in ast.walk(check) if isinstance(step, FUNCTIONS) and step is not check)
            yield from (f"trio {check.name}.{step}" for step in dict.fromkeys(steps))


folder, check_streams = sys.argv[1:]
print("# Written by properties/other-suites/collect.py, which says from what.")
for module in FILES:
    print(*dict.fromkeys(cases(module, f"{folder}/{module}.py")), sep="\n")
print(*checks(check_streams), sep="\n")
