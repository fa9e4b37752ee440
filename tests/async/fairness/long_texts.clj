;; SEMANTICS 34: a 1 ms ticker goes on beside work on long texts.
(require '[clojure.string :as str] '[norn.async :as a])
(load-file "tests/async/fairness/support/ticks_beside.clj")
(def numbers (vec (range 500000)))
(def text (str/join "," numbers))
(println (count text)) ;=> 3388889
(defn often [n f] (dotimes [_ n] (f)))
(println (< 3 (ticks-beside #(often 3 (fn [] (str/join "," numbers)))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (apply str numbers)))))) ;=> true
(println (< 3 (ticks-beside #(println (count (str/split text #",")))))) ;=> 500000
;=> true
(println (< 3 (ticks-beside #(println (count (str/split-lines (str/replace text "," "\n"))))))) ;=> 500000
;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (str/replace text "1" "one")))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (str/replace text \1 \2)))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (str/replace text #"\d+" "<$0>")))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (str/upper-case text)))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (str/reverse text)))))) ;=> true
(println (< 3 (ticks-beside #(often 3 (fn [] (pr-str text)))))) ;=> true
(println (< 3 (ticks-beside #(often 10 (fn [] (str text text text)))))) ;=> true
;; Cancelled, also by force, in the middle: finally runs once, and others go on.
(doseq [force [false true]
        f [#(str/split text #",") #(str/replace text #"\d" "$0$0") #(str/join "," numbers) #(str/upper-case text)]]
  (let [ended (atom 0)
        t (async (try (loop [] (f) (when-not force (a/check-cancel)) (recur)) (finally (swap! ended inc))))]
    (a/sleep 3)
    (a/cancel! t "enough" {:force force})
    (a/all-settled [t])
    (println (a/state t) @ended)))
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;=> :cancelled 1
;gc-stress-every 20000 the work would take hours
