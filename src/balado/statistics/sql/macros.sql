-- Words of the other statements.

-- What a request is rejected for, as a small number: the first of these that holds; 0 is nothing.
CREATE OR REPLACE TEMP MACRO outcomes() AS
    ['bot', 'listed_network', 'method', 'not_modified', 'failed', 'status', 'not_published', 'watch', 'two_bytes'];
CREATE OR REPLACE TEMP MACRO outcome_number(name) AS
    coalesce(list_position(outcomes(), name), 0)::UTINYINT;
-- The same, once it is known who asked, and whether for something published.
CREATE OR REPLACE TEMP MACRO outcome_for(role, outcome, is_published) AS CASE
    WHEN role = 'bot' THEN outcome_number('bot')
    WHEN outcome BETWEEN outcome_number('listed_network') AND outcome_number('status') THEN outcome
    WHEN NOT is_published THEN outcome_number('not_published')
    WHEN role = 'watch' THEN outcome_number('watch')
    ELSE outcome
END;

-- What an address is cut to before it is hashed: IPv4 whole, IPv6 to its network of 64 bits, which IAB 2.3 takes for
-- one household. IPv4 written as IPv6 (::ffff:192.0.2.1) is IPv4. A zone (%eth0) is no part of an address.
CREATE OR REPLACE TEMP MACRO ipv6_words(text) AS
    list_filter(string_split(text, ':'), lambda word: word != '');
CREATE OR REPLACE TEMP MACRO ipv6_all_words(address) AS CASE
    WHEN NOT contains(address, '::') THEN string_split(address, ':')
    ELSE list_concat(
        ipv6_words(split_part(address, '::', 1)),
        list_transform(
            range(8 - len(ipv6_words(split_part(address, '::', 1))) - len(ipv6_words(split_part(address, '::', 2)))),
            lambda place: ''
        ),
        ipv6_words(split_part(address, '::', 2))
    )
END;
CREATE OR REPLACE TEMP MACRO network_of_any(address) AS array_to_string(
    list_transform(
        ipv6_all_words(lower(split_part(address, '%', 1)))[1:4],
        lambda word: coalesce(nullif(ltrim(word, '0'), ''), '0') || ':'
    ),
    ''
);
-- Of most addresses the first four words stand there as they are wanted: to take them costs an eighth.
CREATE OR REPLACE TEMP MACRO network(address) AS CASE
    WHEN NOT contains(address, ':') THEN address
    WHEN contains(address, '.') THEN regexp_extract(address, '[0-9.]+$')
    ELSE coalesce(
        nullif(regexp_extract(address, '^(?:(?:[1-9a-f][0-9a-f]*|0):){4}'), ''), network_of_any(address)
    )
END;

-- What stands for an address among the clients of a show: each has a salt of its own, so that nobody is known again in
-- another one; 0 is what no show publishes. It is made for each request, for to find out which clients are the same
-- costs more. MD5 would cost half of it, and against a salt of 128 bits that is forgotten it would be no weaker; but
-- what protects people is judged by those who audit it, and the rules for public institutions (ANSSI-PG-083) admit no
-- MD5.
CREATE OR REPLACE TEMP MACRO secret_digest(owner, address) AS sha256(getvariable('salts')[owner + 1] || address);

-- A path as the table of published files has it: decoded, without query and without a slash at the start. One whose
-- bytes are no text (/%ff) stays as it was written.
CREATE OR REPLACE TEMP MACRO plain_path(path) AS
    ltrim(coalesce(try(url_decode(split_part(path, '?', 1))), split_part(path, '?', 1)), '/');

-- The day (UTC) of a time as web servers write it: 06/Feb/2026:00:00:38 +0100.
CREATE OR REPLACE TEMP MACRO day_of(text) AS
    try(make_timestamp(epoch_us(try_strptime(text, '%d/%b/%Y:%H:%M:%S %z')))::DATE);

-- A day on which a podcast can have been asked for; NULL for times that are damaged (infinity, 5000000-01-01).
CREATE OR REPLACE TEMP MACRO possible_day(day) AS
    CASE WHEN day BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN day END;

-- A number of bytes, or a place in a file, of which many can be added: more than any store keeps in one file (2^46, 70
-- terabytes) is damaged or invented, and counts as that. One before the first byte is -1: an answer without any.
CREATE OR REPLACE TEMP MACRO bounded(number, smallest) AS (CASE
    WHEN number > 70_368_744_177_664 THEN 70_368_744_177_664
    WHEN number < smallest THEN smallest
    ELSE number
END)::BIGINT;
CREATE OR REPLACE TEMP MACRO bounded_bytes(number) AS bounded(number, -1);

-- The first and the last byte of `bytes 0-99/1000` (Content-Range) and of `bytes=0-99`, `bytes=0-` (Range). Several
-- ranges, and those counted from the end, are no stretch.
CREATE OR REPLACE TEMP MACRO stretch_start(text) AS
    try_cast(nullif(regexp_extract(text, '^bytes[ =](\d+)-\d*(?:/|$)', 1), '') AS BIGINT);
CREATE OR REPLACE TEMP MACRO stretch_end(text) AS
    try_cast(nullif(regexp_extract(text, '^bytes[ =]\d+-(\d+)(?:/|$)', 1), '') AS BIGINT);
