;flags --virtual-time --seed 5
;exit 3
(require '[norn.async :as a])
(a/sleep 2592000000)
(println (System/currentTimeMillis)) ;=> 1002592000000
(System/exit 3)
;! Virtual time with seed 5. To run it again:
;!   norn --seed 5 --virtual-time tests/cli/virtual_time_of_a_program.clj
