Feature: A connector allows or blocks users with free email providers
  The setup of a connector decides whether users with private addresses may become Users. No document says how a
  destination responds to a blocked one, so only stored records are checked.

  @AST-SETUP-001 @must @needs-readback @needs-blocking-key
  Rule: With a connector that blocks free email providers, an identify with such an address creates no User, whatever the response

    @AST-SETUP-001.2
    Scenario: With a blocking connector, no address of a free provider creates a User
      Given the calls go to the connector that blocks free email providers
      When users are identified with these addresses, whatever the response:
        | gmail                | ada@gmail.com           |
        | aol                  | ada@aol.com             |
        | gmx                  | ada@gmx.de              |
        | qq                   | ada@qq.com              |
        | mixed-case           | ada@Yahoo.Com           |
        | upper-case           | ada@HOTMAIL.COM         |
        | plus                 | ada+acme@gmail.com      |
        | company-before-at    | acme.com@gmail.com      |
        | twice                | ada@gmail.com           |
        | twice                | ada@gmail.com           |
        | another-address      | ada@gmail.com           |
        | another-address      | bob@outlook.com         |
        | flagged              | enters power_users with ada@gmail.com |
      Then none of them is a User

  @AST-SETUP-002 @must @needs-readback @needs-blocking-key
  Rule: A connector that blocks free email providers still stores a User with a company address

    @AST-SETUP-002.1
    Scenario Outline: With a blocking connector, an address at <case> creates the User
      Given the calls go to the connector that blocks free email providers
      When user "ada" is identified with:
        | email | "{email:<address>}" |
      Then there is a User for user "ada"

      Examples:
        | case        | address         |
        | acme.com    | ada@acme.com    |
        | a name that ends like a provider's | ada@notgmail.com |
        | a provider's name as subdomain | ada@gmail.com.acme.com |
        | a provider before the at sign | ada.gmail.com@acme.com |
        | upper case  | ADA@INITECH.COM |

  @AST-SETUP-003 @must @needs-readback @needs-allowing-key
  Rule: A connector that allows free email providers stores a User with a free address

    @AST-SETUP-003.1
    Scenario Outline: With an allowing connector, an address at <case> creates the User
      When user "ada" is identified with:
        | email | "{email:<address>}" |
      Then there is a User for user "ada"

      Examples:
        | case      | address       |
        | gmail.com | ada@gmail.com |
        | aol.com   | ada@aol.com   |
