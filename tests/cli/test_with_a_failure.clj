;; A file that can't be loaded is an error, the others run; the seed of a failed virtual time is printed.
;command --seed 42 test tests/cli/support/failing
;exit 1
;! CompilerException: Unable to resolve symbol: no-such-function
;!   at tests/cli/support/failing/unreadable.clj:2:2
;! with-virtual-time failed with seed 42. To run it again:
;!   norn --seed 42 test tests/cli/support/failing
;=>
;=> Testing order-test
;=>
;=> FAIL in (fails) (tests/cli/support/failing/order_test.clj:6)
;=> expected: (= 1 2)
;=>   actual: (not (= 1 2))
;=>
;=> Ran 1 tests containing 2 assertions.
;=> 1 failures, 1 errors.
