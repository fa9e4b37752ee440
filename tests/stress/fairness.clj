;; A 1 ms ticker beside long library work (SEMANTICS 34): how often it ran, and the longest time it had to wait.
;; usage: ./dev stress fairness [MILLIONS]
;; Waits of a tenth of a second are major collections: (:gc (norn.runtime/stats)).
(require '[norn.async :as a] '[norn.json :as json] '[clojure.string :as str])

(def n (* 1000000 (if-let [[m] *command-line-args*] (parse-long m) 10)))
(def numbers (vec (shuffle (range n))))

(defn beside [name f]
  (let [running (atom true)
        ticks (atom 0)
        longest (atom 0)
        ticker (async (loop [before (System/nanoTime)]
                        (a/sleep 1)
                        (let [now (System/nanoTime)]
                          (swap! ticks inc)
                          (swap! longest max (- now before))
                          (when @running (recur now)))))
        begun (System/nanoTime)]
    (a/yield)
    (f)
    (let [took (quot (- (System/nanoTime) begun) 1000000)]
      (reset! running false)
      (println (format "%-28s %6d ms, %5d ticks, longest wait %4d ms" name took @ticks (quot @longest 1000000)))
      (await ticker)
      (assert (<= (quot took 50) @ticks) name))))

(defn product [from to]
  (if (= from to) (bigint from) (let [middle (quot (+ from to) 2)] (* (product from middle) (product (inc middle) to)))))

(beside (str "sort of " n) #(sort numbers))
(beside "sort of strings" #(sort (map str (take (quot n 10) numbers))))
(beside "sort by a comparator" #(sort (fn [a b] (> a b)) (take (quot n 10) numbers)))
(beside "printing" #(pr-str numbers))
(beside "set" #(set (take (quot n 10) numbers)))
(beside "pathological regex" #(dotimes [_ 20] (try (re-find #"(.*)(.*)(.*)(.*)(.*)[^a]$" (apply str (repeat 500 "a")))
                                                (catch :norn/regex-limit _ nil))))
(def others (into [] numbers))
(def table (zipmap (take (quot n 10) numbers) numbers))
(def text (str/join "," numbers))
(beside "=" #(= numbers others))
(beside "= of maps" #(= table (into {} (reverse table))))
(beside "hash" #(hash others))
(beside "compare" #(compare numbers others))
(beside "vec of a seq" #(vec (seq others)))
(beside "long-array" #(long-array others))
(beside "str/join" #(str/join "," numbers))
(beside "str/split" #(str/split text #","))
(beside "str/replace" #(str/replace text "1" "one"))
(beside "str/replace by a regex" #(str/replace text #"1+" "<$0>"))
(beside "str/upper-case" #(str/upper-case text))
(beside "JSON, there and back" #(json/parse (json/write numbers)))
(beside "factorial and its digits" #(count (str (product 1 1000000))))
