Feature: Text arrives unchanged
  Names of people and companies are written in every script. A workspace should show exactly what a source sent.

  @AST-HTTP-011 @must @needs-readback
  Rule: Text in a User's or an Account's properties, also inside arrays and objects, arrives unchanged, whatever its script, emoji, white space, normalisation or length (up to 4 KB), and whatever it looks like (a number, a date, a word for true, null, JSON, HTML)

    @AST-HTTP-011.1
    Scenario Outline: A User's text in <case> arrives unchanged
      When user "ada" is identified with:
        | note | <text> |
      Then the User for user "ada" holds:
        | note | <text> |

      Examples:
        | case                | text                                         |
        | Latin with accents  | "Zoë Groß-Ångström, Łódź"                    |
        | Cyrillic            | "Привет, мир"                                |
        | Arabic              | "مرحبا بالعالم"                              |
        | Hebrew with Latin   | "שלום Initech שלום"                          |
        | Chinese             | "你好，世界 𠮷野家"                               |
        | Japanese            | "こんにちは カタカナ"                              |
        | Devanagari          | "नमस्ते दुनिया"                                   |
        | emoji               | "👩‍👩‍👧‍👦 🏳️‍🌈 🇦🇹 👍🏽"                      |
        | combining marks     | "e\u0301 ≠ \u00e9, n\u0303"                  |
        | quotes and slashes  | "\"quoted\" 'single' \\\\ / \\u0041 `back`"  |
        | markup              | "<b>&amp;</b> <!-- --> ${1} {{2}} %s"        |
        | line breaks         | "one\\ntwo\\r\\nthree\\ttabbed"                 |
        | 255 and one more    | "{text:256}"                                 |
        | 4 KB                | "{text:4000}"                                |
        | spaces at the edges | "  kept  "                                   |

    @AST-HTTP-011.2
    Scenario Outline: An Account's text in <case> arrives unchanged
      Given user "ada" is identified
      When user "ada" is grouped into account "acme" with:
        | name | <text> |
      Then the Account for account "acme" holds:
        | name | <text> |

      Examples:
        | case       | text                       |
        | many kinds | "Groß 你好 مرحبا 👩‍👩‍👧‍👦 <b>" |
        | 4 KB       | "{text:4000}"              |

    @AST-HTTP-011.3
    Scenario: A User's text that looks like something else arrives unchanged
      When user "ada" is identified with:
        | a_number           | "0042"                   |
        | a_fraction         | "12.50"                  |
        | an_exponent        | "1e5"                    |
        | a_hexadecimal      | "0x1F"                   |
        | a_thousand         | "1,234"                  |
        | not_a_number       | "NaN"                    |
        | a_long_number      | "12345678901234567890"   |
        | a_version          | "1.0"                    |
        | a_date             | "2026-02-28"             |
        | a_time             | "2026-02-28T10:11:12+02:00" |
        | a_short_date       | "1/2/26"                 |
        | a_word_for_true    | "true"                   |
        | another_for_true   | "yes"                    |
        | a_word_for_false   | "False"                  |
        | another_for_false  | "off"                    |
        | the_word_null      | "null"                   |
        | the_word_none      | "None"                   |
        | the_word_undefined | "undefined"              |
        | a_json_object      | "{\\"a\\": 1}"           |
        | a_json_array       | "[1, 2]"                 |
        | a_json_string      | "\\"quoted\\""           |
        | html               | "<b>bold</b><br>"        |
        | an_entity          | "Tom &amp; Jerry"        |
        | an_escape          | "100%25 of a+b"          |
        | a_formula          | "=1+1"                   |
        | an_sql_text        | "'; --"                  |
        | typographic        | "“Zoë’s” – 3…"           |
        | a_fullwidth        | "ＡＢＣ １２３"                |
        | spaces_inside      | "two  spaces"            |
        | a_hard_space       | "a\\u00a0b\\u200b"       |
        | a_list             | "a, b; c"                |
      Then the User for user "ada" holds:
        | a_number           | "0042"                   |
        | a_fraction         | "12.50"                  |
        | an_exponent        | "1e5"                    |
        | a_hexadecimal      | "0x1F"                   |
        | a_thousand         | "1,234"                  |
        | not_a_number       | "NaN"                    |
        | a_long_number      | "12345678901234567890"   |
        | a_version          | "1.0"                    |
        | a_date             | "2026-02-28"             |
        | a_time             | "2026-02-28T10:11:12+02:00" |
        | a_short_date       | "1/2/26"                 |
        | a_word_for_true    | "true"                   |
        | another_for_true   | "yes"                    |
        | a_word_for_false   | "False"                  |
        | another_for_false  | "off"                    |
        | the_word_null      | "null"                   |
        | the_word_none      | "None"                   |
        | the_word_undefined | "undefined"              |
        | a_json_object      | "{\\"a\\": 1}"           |
        | a_json_array       | "[1, 2]"                 |
        | a_json_string      | "\\"quoted\\""           |
        | html               | "<b>bold</b><br>"        |
        | an_entity          | "Tom &amp; Jerry"        |
        | an_escape          | "100%25 of a+b"          |
        | a_formula          | "=1+1"                   |
        | an_sql_text        | "'; --"                  |
        | typographic        | "“Zoë’s” – 3…"           |
        | a_fullwidth        | "ＡＢＣ １２３"                |
        | spaces_inside      | "two  spaces"            |
        | a_hard_space       | "a\\u00a0b\\u200b"       |
        | a_list             | "a, b; c"                |

    @AST-HTTP-011.4
    Scenario: A User's text inside an array arrives unchanged
      When user "ada" is identified with:
        | labels | ["  edges  ", "true", "0042", "2026-02-28", "null", "<b>&amp;</b>", "e\\u0301", "👩‍👧 你好", "", "{\\"a\\": 1}", "a, b"] |
      Then the User for user "ada" holds:
        | labels | ["  edges  ", "true", "0042", "2026-02-28", "null", "<b>&amp;</b>", "e\\u0301", "👩‍👧 你好", "", "{\\"a\\": 1}", "a, b"] |

    @AST-HTTP-011.5
    Scenario: A User's text inside an object arrives unchanged
      When user "ada" is identified with:
        | office  | {"name": "Initech"} |
        | details | {"name": "  Zoë\\u0301 & Söhne <b>  ", "number": "0042", "date": "2026-02-28T10:11:12Z", "flag": "true", "nothing": "null", "json": "[1]", "emoji": "👩‍👧 你好"} |
      And provided that the User for user "ada" holds:
        | office | {"name": "Initech"} |
      Then the User for user "ada" holds:
        | details | {"name": "  Zoë\\u0301 & Söhne <b>  ", "number": "0042", "date": "2026-02-28T10:11:12Z", "flag": "true", "nothing": "null", "json": "[1]", "emoji": "👩‍👧 你好"} |

    @AST-HTTP-011.6
    Scenario: An Account's text that looks like something else arrives unchanged
      When user "ada" is grouped into account "acme" with:
        | a_number           | "0042"                   |
        | a_fraction         | "12.50"                  |
        | an_exponent        | "1e5"                    |
        | a_hexadecimal      | "0x1F"                   |
        | a_thousand         | "1,234"                  |
        | not_a_number       | "NaN"                    |
        | a_long_number      | "12345678901234567890"   |
        | a_version          | "1.0"                    |
        | a_date             | "2026-02-28"             |
        | a_time             | "2026-02-28T10:11:12+02:00" |
        | a_short_date       | "1/2/26"                 |
        | a_word_for_true    | "true"                   |
        | another_for_true   | "yes"                    |
        | a_word_for_false   | "False"                  |
        | another_for_false  | "off"                    |
        | the_word_null      | "null"                   |
        | the_word_none      | "None"                   |
        | the_word_undefined | "undefined"              |
        | a_json_object      | "{\\"a\\": 1}"           |
        | a_json_array       | "[1, 2]"                 |
        | a_json_string      | "\\"quoted\\""           |
        | html               | "<b>bold</b><br>"        |
        | an_entity          | "Tom &amp; Jerry"        |
        | an_escape          | "100%25 of a+b"          |
        | a_formula          | "=1+1"                   |
        | an_sql_text        | "'; --"                  |
        | typographic        | "“Zoë’s” – 3…"           |
        | a_fullwidth        | "ＡＢＣ １２３"                |
        | spaces_inside      | "two  spaces"            |
        | a_hard_space       | "a\\u00a0b\\u200b"       |
        | a_list             | "a, b; c"                |
      Then the Account for account "acme" holds:
        | a_number           | "0042"                   |
        | a_fraction         | "12.50"                  |
        | an_exponent        | "1e5"                    |
        | a_hexadecimal      | "0x1F"                   |
        | a_thousand         | "1,234"                  |
        | not_a_number       | "NaN"                    |
        | a_long_number      | "12345678901234567890"   |
        | a_version          | "1.0"                    |
        | a_date             | "2026-02-28"             |
        | a_time             | "2026-02-28T10:11:12+02:00" |
        | a_short_date       | "1/2/26"                 |
        | a_word_for_true    | "true"                   |
        | another_for_true   | "yes"                    |
        | a_word_for_false   | "False"                  |
        | another_for_false  | "off"                    |
        | the_word_null      | "null"                   |
        | the_word_none      | "None"                   |
        | the_word_undefined | "undefined"              |
        | a_json_object      | "{\\"a\\": 1}"           |
        | a_json_array       | "[1, 2]"                 |
        | a_json_string      | "\\"quoted\\""           |
        | html               | "<b>bold</b><br>"        |
        | an_entity          | "Tom &amp; Jerry"        |
        | an_escape          | "100%25 of a+b"          |
        | a_formula          | "=1+1"                   |
        | an_sql_text        | "'; --"                  |
        | typographic        | "“Zoë’s” – 3…"           |
        | a_fullwidth        | "ＡＢＣ １２３"                |
        | spaces_inside      | "two  spaces"            |
        | a_hard_space       | "a\\u00a0b\\u200b"       |
        | a_list             | "a, b; c"                |

    @AST-HTTP-011.7
    Scenario: An Account's text inside an array arrives unchanged
      When user "ada" is grouped into account "acme" with:
        | labels | ["  edges  ", "true", "0042", "2026-02-28", "null", "<b>&amp;</b>", "e\\u0301", "👩‍👧 你好", "", "{\\"a\\": 1}", "a, b"] |
      Then the Account for account "acme" holds:
        | labels | ["  edges  ", "true", "0042", "2026-02-28", "null", "<b>&amp;</b>", "e\\u0301", "👩‍👧 你好", "", "{\\"a\\": 1}", "a, b"] |

    @AST-HTTP-011.8
    Scenario: An Account's text inside an object arrives unchanged
      When user "ada" is grouped into account "acme" with:
        | office  | {"name": "Initech"} |
        | details | {"name": "  Zoë\\u0301 & Söhne <b>  ", "number": "0042", "date": "2026-02-28T10:11:12Z", "flag": "true", "nothing": "null", "json": "[1]", "emoji": "👩‍👧 你好"} |
      And provided that the Account for account "acme" holds:
        | office | {"name": "Initech"} |
      Then the Account for account "acme" holds:
        | details | {"name": "  Zoë\\u0301 & Söhne <b>  ", "number": "0042", "date": "2026-02-28T10:11:12Z", "flag": "true", "nothing": "null", "json": "[1]", "emoji": "👩‍👧 你好"} |
