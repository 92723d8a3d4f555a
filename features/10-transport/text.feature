Feature: Text arrives unchanged
  Names of people and companies are written in every script. A workspace should show exactly what a source sent.

  @AST-HTTP-011 @must @needs-readback
  Rule: Text in a User's or an Account's properties arrives unchanged, whatever it contains or looks like, up to 4 KB

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
