;; A share of ./dev stress multishot: random programs of try/finally/binding/reset/shift against a model of frames.
;command tests/stress/multishot.clj 2000
;gc-stress-every 1000 multi_shot_law_few.clj does it with fewer programs
;=> the law holds; programs with {:bind 472, :discard 203, :finally 692, :k 405, :k-throw 71, :saved 324, :shift 771, :shift1 483}
