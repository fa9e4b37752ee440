;command test tests/cli/support/empty
;exit 1
;! No tests found in tests/cli/support/empty
;=>
;=> Ran 0 tests containing 0 assertions.
;=> 0 failures, 0 errors.
