"""Lists of members as they are written: the headers of four years, with people nobody is."""

import csv
import io
import zipfile

HEADERS = {
    "early-2020": (
        "AK_ID,DSA_ID,first_name,middle_name,last_name,suffix,Organization,Address_Line_1,Address_Line_2,City,"
        "State,Zip,Country,Mobile_Phone,Home_Phone,Work_Phone,Email,Mail_preference,Do_Not_Call,Join_Date,Xdate,"
        "Memb_status,membership_type,monthly_status,chapter,membership_status"
    ),
    "2021": (
        "AK_ID,first_name,middle_name,last_name,suffix,Billing_Address_Line_1,Billing_Address_Line_2,"
        "Billing_City,Billing_State,Billing_Zip,Mailing_Address1,Mailing_Address2,Mailing_City,Mailing_State,"
        "Mailing_Zip,Mobile_Phone,Home_Phone,Work_Phone,Email,Mail_preference,Do_Not_Call,Join_Date,Xdate,"
        "membership_type,monthly_dues_status,membership_status,union_member,union_name,union_local,"
        "student_yes_no,student_school_name,YDSA Chapter,DSA_chapter"
    ),
    "late-2022": (
        "AK_ID,first_name,middle_name,last_name,suffix,Billing_Address_Line_1,Billing_City,Billing_State,"
        "Billing_Zip,best_phone,Mobile_Phone,Email,Mail_preference,Do_Not_Call,p2ptext_optout,Join_Date,Xdate,"
        "membership_type,monthly_dues_status,annual_recurring_dues_status,membership_status,memb_status_letter,"
        "union_member,union_name,union_local,accomodations,student_yes_no,student_school_name,YDSA Chapter,"
        "DSA_chapter"
    ),
    "late-2023": (
        "first_name,middle_name,last_name,email,do_not_call,p2ptext_optout,best_phone,mobile_phone,home_phone,"
        "work_phone,join_date,xdate,membership_type,monthly_dues_status,yearly_dues_status,membership_status,"
        "memb_status_letter,union_member,union_name,union_local,accommodations,race,student_yes_no,"
        "student_school_name,mailing_pref,address1,address2,city,state,zip,country,actionkit_id,dsa_chapter,"
        "ydsa_chapter,congressional_district"
    ),
}
GIVEN = ("Ana", "Bo", "Chidi", "Dolores", "Eun-ji", "Fatima", "Günter", "Hana", "Íñigo", "Jo")
FAMILY = ("Álvarez", "Brown", "Čapek", "Díaz", "Ekwueme", "Fox", "García Lorca", "Holt", "Ito", "Jones")


def person(number=1, **more):
    """What is so of the number-th person, by the names of the newest header."""
    given, family = GIVEN[number % 10], FAMILY[number // 10 % 10]
    standing = "Member in Good Standing"
    return {
        "actionkit_id": str(500_000 + number),
        "first_name": given,
        "last_name": f"{family} {number}",
        "email": f"Person{number}@Example.org",
        "do_not_call": "TRUE" if number % 7 == 0 else "FALSE",
        "p2ptext_optout": "",
        "best_phone": f"323-555-01{number % 100:02}",
        "join_date": "2019-05-01",
        "xdate": "2027-03-31",
        "membership_type": "yearly",
        "monthly_dues_status": "never",
        "yearly_dues_status": "active",
        "membership_status": standing,
        "memb_status_letter": "M",
        "race": "asked and answered",
        "student_yes_no": "No",
        "mailing_pref": "Yes",
        "address1": "1 Example Street",
        "city": "Echo",
        "zip": "02134",
        "dsa_chapter": "Riverside",
        "congressional_district": "CA_34",
        **more,
    }


#: What an older header calls a column of the newest.
OLDER = {
    "ak_id": "actionkit_id",
    "mail_preference": "mailing_pref",
    "monthly_status": "monthly_dues_status",
    "annual_recurring_dues_status": "yearly_dues_status",
    "chapter": "dsa_chapter",
    "address_line_1": "address1",
    "billing_address_line_1": "address1",
    "mailing_zip": "zip",
    "billing_zip": "zip",
    "accomodations": "accommodations",
}


def listing(people, vintage="late-2023", *, separator=",", encoding="utf-8"):
    """The bytes of a list, as of one of the years."""
    header = HEADERS[vintage].split(",")
    text = io.StringIO()
    rows = csv.writer(text, delimiter=separator)
    rows.writerow(header)
    for each in people:
        names = (title.lower().replace(" ", "_") for title in header)
        rows.writerow([each.get(OLDER.get(name, name), "") for name in names])
    return text.getvalue().encode(encoding)


def lines(*rows, encoding="utf-8"):
    """A list written out, row by row."""
    return "\r\n".join(rows).encode(encoding)


def zipped(data, name="list_20231104.csv", **others):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
        for title, content in {name: data, **others}.items():
            bundle.writestr(title, content)
    return stream.getvalue()


def locked(data):
    """A zip that says its file has a password."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


def spoilt(data):
    """A zip in which a byte of its file is another."""
    return data[:80] + bytes([data[80] ^ 255]) + data[81:]


def many(number):
    return [person(at) for at in range(1, number + 1)]
