"""What each kind of personal identifier is called in words."""

IDENTITY_NUMBERS = {
    "us-ssn": "a U.S. Social Security number",
    "us-itin": "a U.S. taxpayer number",
    "us-medicare": "a U.S. Medicare number",
    "passport": "a passport number",
    "driver-licence": "a driving licence number",
    "uk-nino": "a UK National Insurance number",
    "uk-nhs": "a UK NHS number",
    "ca-sin": "a Canadian Social Insurance Number",
    "au-tfn": "an Australian tax file number",
    "au-medicare": "an Australian Medicare number",
    "nz-ird": "a New Zealand IRD number",
    "nz-nhi": "a New Zealand health number",
    "ie-pps": "an Irish PPS number",
    "in-aadhaar": "an Indian Aadhaar number",
    "in-pan": "an Indian PAN",
    "in-voter": "an Indian voter number",
    "de-tax-id": "a German tax number",
    "de-id-card": "a German identity card number",
    "de-social-security": "a German social insurance number",
    "es-nif": "a Spanish NIF",
    "es-nie": "a Spanish NIE",
    "it-fiscal-code": "an Italian fiscal code",
    "pl-pesel": "a Polish PESEL",
    "fi-hetu": "a Finnish personal identity code",
    "se-personnummer": "a Swedish personal identity number",
    "sg-nric": "a Singapore NRIC or FIN",
    "za-id": "a South African identity number",
    "ng-nin": "a Nigerian identity number",
    "national-id": "a national identity number",
    "voter-id": "a voter's number",
    "payment-card": "a payment card number",
    "bank-account": "a bank account number",
    "iban": "a bank account number (IBAN)",
    "medical-record": "a patient, member or case number",
    "immigration-number": "an immigration file number",
}
CONTACT_DETAILS = {
    "phone": "a private person's phone number",
    "email": "a private person's email address",
    "street-address": "where a private person lives",
    "date-of-birth": "a person's date of birth",
    "ip-address": "a person's network address",
    "plate": "a number plate tied to a person",
}
IDENTITY_KINDS: tuple[str, ...] = tuple(IDENTITY_NUMBERS)
EXPLANATIONS = {
    kind: f"This looks like {words}."
    for kind, words in (IDENTITY_NUMBERS | CONTACT_DETAILS).items()
}
