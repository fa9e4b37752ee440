;; 50 MB through a child, both ways at once, byte by byte what they were; into a child that reads nothing, and out of one that nobody reads.
;gc-stress-every 100000 millions of characters or bytes are made one by one
;timeout 120
(require '[norn.process :as process] '[norn.digest :as digest] '[norn.async :as a] '[norn.io :as io])
(def size 50000000)
(def bytes (let [piece (byte-array 1000003) out (byte-array size)]
             (dotimes [i 1000003] (aset piece i (unchecked-byte (bit-xor (* i 31) (bit-shift-right i 7)))))
             (loop [at 0]
               (when (< at size)
                 (norn.prim/bytes-put! out at piece 0 (min 1000003 (- size at)))
                 (recur (+ at 1000003))))
             out))
(def expected (digest/sha256 bytes))
(let [{:keys [exit out]} (process/run ["cat"] {:in bytes :as :bytes})]
  (prn exit (alength out) (= expected (digest/sha256 out))))
;; piece by piece, through two of them
(let [one (process/start ["cat"]) two (process/start ["cat"])]
  (a/all [(fn [] (with-open [in (process/in one)] (.write in bytes)))
          (fn [] (with-open [in (process/in two)] (.transferTo (process/out one) in)))
          (fn [] (prn (= expected (digest/sha256 (.readAllBytes (process/out two))))))])
  (prn (process/wait one) (process/wait two)))
;; both outputs at once, neither blocks the other
(let [{:keys [out err]} (process/run ["sh" "-c" "head -c 10000000 /dev/zero >&2 & head -c 10000000 /dev/zero; wait"] {:as :bytes})]
  (prn (alength out) (alength err)))
;; a child that closes its input, or ends, before it has read it
(prn (process/run ["sh" "-c" "exec <&-; sleep 0.05; echo done"] {:in bytes}))
(prn (:out (process/run ["head" "-c" "5"] {:in (apply str (repeat 1000000 "abcde"))})))
;; nobody reads: the child waits in its write, and can be ended
(let [child (process/start ["sh" "-c" "cat /dev/zero"])]
  (prn (alength (.readNBytes (process/out child) 1000)))
  (prn (process/stop child)))
;=> 0 50000000 true
;=> true
;=> 0 0
;=> 10000000 10000000
;=> {:exit 0, :out "done\n", :err ""}
;=> "abcde"
;=> 1000
;=> 143
