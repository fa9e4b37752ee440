;command test --virtual-time tests/cli/support/passing
;=>
;=> Testing app.sleep-test
;=>
;=> Testing user
;=>
;=> Ran 2 tests containing 2 assertions.
;=> 0 failures, 0 errors.
