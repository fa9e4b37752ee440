;; Long values and texts are written and read in pieces (SEMANTICS 34): the results are those of one go, also for malformed
;; texts; with the limit of one call lowered, so that everything is long.
(require '[norn.json :as json] '[norn.async :as a] '[clojure.string :as str])
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def random (volatile! 7))
(defn below [n]
  (vswap! random (fn [x] (bit-and (unchecked-add (unchecked-multiply x 6364136223846793) 1442695040888963) 0xFFFFFFFFFFFF)))
  (mod (bit-shift-right @random 20) n))
(defn pick [& options] (nth options (below (count options))))
(defn value [depth]
  (case (if (pos? depth) (below 12) (below 7))
    0 (below 1000) 1 1.5 2 nil 3 (pick true false) 4 (apply str (repeatedly (below 9) #(pick "a" "ä" "\"" "\\" "\n" "/" "😀")))
    5 (keyword (str "k" (below 5))) 6 -12345678901234567890N
    (7 8) (vec (repeatedly (below 9) #(value (dec depth))))
    9 (map identity (vec (repeatedly (below 9) #(value (dec depth)))))
    (10 11) (into {} (repeatedly (below 14) #(vector (str (pick "a" "ö" "b") (below 20)) (value (dec depth)))))))
(defn outcome [f] (try (pr-str (f)) (catch :default e [(ex-message e) (ex-data e)])))
(defn in-pieces [limit f]
  (let [before (norn.prim/set-long-work! limit)]
    (try (outcome f) (finally (norn.prim/set-long-work! before)))))
(def wrong (atom []))
(defn agree [what & args]
  (let [f #(apply what args) whole (outcome f)]
    (doseq [limit [1 2 40]]
      (let [pieces (in-pieces limit f)]
        (when-not (= whole pieces) (swap! wrong conj [args limit whole pieces]))))))
(dotimes [_ 300]
  (let [v (value 4) text (json/write v)]
    (agree json/write v)
    (agree json/write v :pretty true)
    (agree json/write v :escape-unicode true :escape-slash true)
    (agree json/write v :key-fn str/upper-case)
    (agree json/write v :value-fn (fn [k v] (if (number? v) (inc v) v)))
    (agree json/parse text)
    (agree json/parse text :keywords true)
    (agree json/parse text :key-fn str/upper-case)
    (agree json/parse-all (str text text "\n" text))
    (agree json/parse text :max-depth (below 5))
    (agree json/parse (json/write v :pretty true))
    (dotimes [_ 6]                     ; a character more, less or another
      (let [at (below (count text))]
        (agree json/parse (str (subs text 0 at) (pick "" "," "]" "}" "x" "\"" ":" "\\" " 1") (subs text (min (count text) (+ at (below 2))))))
        (agree json/parse (subs text 0 at))))))
(prn (count @wrong) (take 2 @wrong)) ;=> 0 ()

(def large {"rows" (mapv (fn [n] {"id" n "name" (str n) "tags" ["a" n]}) (range 60000)) "text" (str/join "," (range 300000))})
(def text (volatile! nil))
(println (< 3 (ticks-beside #(vreset! text (json/write large))))) ;=> true
(println (< 10 (ticks-beside #(println (= large (json/parse @text)))))) ;=> true
;=> true
;; Cancelled in the middle.
(doseq [force [false true] f [#(json/write large) #(json/parse @text)]]
  (let [ended (atom 0)
        t (async (try (loop [] (f) (a/check-cancel) (recur)) (finally (swap! ended inc))))]
    (a/sleep 3)
    (a/cancel! t "enough" {:force force})
    (a/all-settled [t])
    (println (a/state t) @ended)))
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;gc-stress-every 1000 hundreds of thousands of calls
