"""Makes the sample data in this folder from the Complete Journey sample (see README.md).

usage: python3 samples/make.py FOLDER-WITH-sample-purchases.csv.gz-…
"""
import collections
import csv
import gzip
import io
import pathlib
import sys

DAY = "2017-11-04"           # the day that is played
HISTORY_FROM = "2017-08-07"  # of every household; members' histories are whole
BOOTH_STORES = ["356", "382", "367"]
MEMBERS = 6
TARGET = pathlib.Path(__file__).parent


def rows(path):
    with gzip.open(path, "rt", newline="") as file:
        yield from csv.DictReader(file)


def write(name, header, lines):
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    with open(TARGET / name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.getvalue().encode())
    print(name, len(lines), "rows", (TARGET / name).stat().st_size, "bytes")


def main(source):
    purchases = [row for row in rows(source / "sample-purchases.csv.gz") if row["eventTime"][:10] <= DAY]
    visits = collections.defaultdict(collections.Counter)
    for row in purchases:
        if row["eventTime"][:10] < DAY:
            visits[row["memberId"]][row["storeId"]] += 1
    home = {member: counter.most_common(1)[0] for member, counter in visits.items()}
    members = []
    for place in range(MEMBERS):
        store = BOOTH_STORES[place % len(BOOTH_STORES)]
        members.append(max((m for m in home if home[m][0] == store and m not in members), key=lambda m: (home[m][1], m)))
    kept = [row for row in purchases if row["memberId"] in members or row["eventTime"][:10] >= HISTORY_FROM]
    promotions = [row for row in rows(source / "sample-promotions.csv.gz")
                  if row["storeId"] in BOOTH_STORES and row["startsAt"][:10] <= DAY < row["endsAt"][:10]]
    used = {row["sku"] for row in kept} | {row["sku"] for row in promotions}
    catalogue = [row for row in rows(source / "catalogue.csv.gz") if row["sku"] in used]
    write("purchases.csv.gz", list(kept[0]), kept)
    write("promotions.csv.gz", list(promotions[0]), promotions)
    write("catalogue.csv.gz", list(catalogue[0]), catalogue)
    print("members", [(m, home[m]) for m in members])
    print("receipts", len({row["basketId"] for row in kept}), "of the day", len({r["basketId"] for r in kept if r["eventTime"][:10] == DAY}))


main(pathlib.Path(sys.argv[1]))
