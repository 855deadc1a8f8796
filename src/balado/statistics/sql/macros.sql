-- Words of the other statements.

-- What an address is cut to before it is hashed: IPv4 whole, IPv6 to its network of 64 bits. Source: IAB 2.3, which
-- takes that for one household. IPv4 written as IPv6 (::ffff:192.0.2.1) is IPv4.
CREATE OR REPLACE TEMP MACRO ipv6_left(address) AS string_split(split_part(address, '::', 1), ':');
CREATE OR REPLACE TEMP MACRO ipv6_right(address) AS string_split(split_part(address, '::', 2), ':');
CREATE OR REPLACE TEMP MACRO ipv6_words(address) AS CASE
    WHEN NOT contains(address, '::') THEN string_split(address, ':')
    ELSE list_concat(
        list_filter(ipv6_left(address), lambda word: word != ''),
        list_transform(range(8 - len(list_filter(
            list_concat(ipv6_left(address), ipv6_right(address)), lambda word: word != '')
        )), lambda _: '0'),
        list_filter(ipv6_right(address), lambda word: word != '')
    )
END;
CREATE OR REPLACE TEMP MACRO network(address) AS CASE
    WHEN NOT contains(address, ':') THEN address
    WHEN contains(address, '.') THEN regexp_extract(address, '[^:]+$')
    ELSE array_to_string(
        list_transform(ipv6_words(lower(split_part(address, '%', 1)))[1:4], lambda word: ltrim(word, '0')), ':'
    )
END;

-- A path as the table of published files has it: decoded, without query and without a slash at the start.
CREATE OR REPLACE TEMP MACRO plain_path(path) AS ltrim(url_decode(split_part(path, '?', 1)), '/');
