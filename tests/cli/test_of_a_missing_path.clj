;command test --seed=7 --virtual-time tests/cli/support/nowhere
;exit 1
;! FileNotFoundException: cannot read tests/cli/support/nowhere
;! No tests found in tests/cli/support/nowhere
;! norn --seed 7 test --virtual-time tests/cli/support/nowhere
;=>
;=> Ran 0 tests containing 1 assertions.
;=> 0 failures, 1 errors.
