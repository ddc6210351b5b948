"""Counts the tests from the .trx files and fails on a failed, skipped or silently missing one."""
import glob
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
# The one suite that needs what no machine of ours has: a real Cosmos DB account.
MAY_BE_SKIPPED = ("RealCosmos",)
# Of what a failed test said and of where it failed, in characters.
LONGEST = 2000

exit_code = int(sys.argv[1])
passed = failed = 0
complaints = []
projects = [pathlib.Path(p).parent for p in glob.glob("tests/*/*.csproj") if "Microsoft.NET.Test.Sdk" in pathlib.Path(p).read_text()]
for project in projects:
    results = glob.glob(str(project / "TestResults" / "*.trx"))
    if not results:
        complaints.append(f"{project} wrote no results")
    ran = 0
    for result in results:
        for test in ElementTree.parse(result).getroot().iterfind(".//t:UnitTestResult", NAMESPACE):
            outcome, name = test.get("outcome"), test.get("testName")
            ran += 1
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted" and any(word in name for word in MAY_BE_SKIPPED):
                print(f"skipped, as it may be: {name}")
            else:
                failed += 1
                said = test.findtext(".//t:ErrorInfo/t:Message", "", NAMESPACE).strip()
                where = test.findtext(".//t:ErrorInfo/t:StackTrace", "", NAMESPACE).strip()
                complaints.append(f"{outcome}: {name}\n{said[:LONGEST]}\n{where[:LONGEST]}".rstrip())
    if results and ran == 0:
        complaints.append(f"{project} ran no test")

if exit_code != 0 and not complaints:
    complaints.append(f"the test command ended with {exit_code}")
for complaint in complaints:
    print(f"::error:: {complaint}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if complaints or passed == 0 else 0)
