;; SEMANTICS 23: a generator whose seq is dropped is dropped: its `finally` does not run. with-generator unwinds it when its body is left.
(require '[norn.control :as c :refer [generator open-generator with-generator]] '[norn.async :as a])
(def log (atom []))
(defn note [x] (swap! log conj x) x)
(defmacro logged [& body] `(do (reset! log []) [(try ~@body (catch :default e# [:thrown (ex-message e#)])) @log]))
(defn numbers
  ([yield] (numbers yield 1000000))
  ([yield n]
   (note :open)
   (try
     (try (dotimes [i n] (yield i)) (catch Throwable _ (note :caught)) (finally (a/sleep 1) (note :inner)))
     (finally (note :closed)))))
(println (logged (first (generator numbers)))) ;=> [0 [:open]]
(println (logged (doall (take 3 (generator numbers))))) ;=> [(0 1 2) [:open]]
(println (logged (doall (generator #(numbers % 3))))) ;=> [(0 1 2) [:open :inner :closed]]
;; Left with a value, by an exception, used up, not begun.
(println (logged (with-generator [xs numbers] (vec (take 3 xs))))) ;=> [[0 1 2] [:open :inner :closed]]
(println (logged (with-generator [xs numbers] (throw (ex-info (str "at " (nth xs 2)) {}))))) ;=> [[:thrown at 2] [:open :inner :closed]]
(println (logged (with-generator [xs #(numbers % 3)] (vec xs)))) ;=> [[0 1 2] [:open :inner :closed]]
(println (logged (with-generator [xs numbers] :nothing))) ;=> [:nothing []]
(println (logged (with-generator [xs (fn [yield] (yield 1) (throw (ex-info "in f" {})))] (vec xs)))) ;=> [[:thrown in f] []]
(println (logged (with-generator [xs (fn [yield] (try (yield 1) (finally (throw (ex-info "cleanup" {})))))] (first xs)))) ;=> [[:thrown cleanup] []]
;; What was read stays; reading on is an error, as on a closed file.
(println (logged (let [kept (with-generator [xs numbers] (doto xs (nth 2)))] [(take 3 kept) (try (nth kept 3) (catch IllegalStateException e (ex-message e)))])))
;=> [[(0 1 2) The generator was closed] [:open :inner :closed]]
(println (logged (let [kept (with-generator [xs numbers] xs)] (try (first kept) (catch IllegalStateException e (ex-message e)))))) ;=> [The generator was closed []]
;; Twice, by hand.
(println (logged (let [[xs close!] (open-generator numbers)] [(first xs) (close!) (close!)]))) ;=> [[0 nil nil] [:open :inner :closed]]
;; A cancelled or timed-out reader closes it too.
(println (logged (try (a/with-timeout 5 (with-generator [xs numbers] (run! (fn [x] (a/sleep 1)) xs))) (catch :norn/timeout _ :timeout))))
;=> [:timeout [:open :inner :closed]]
;; Closed while another task runs it: at its next yield.
(println (logged (let [gate (promise)
                       [xs close!] (open-generator (fn [yield] (try (yield 1) @gate (yield 2) (finally (note :closed)))))
                       reader (async (try (vec xs) (catch IllegalStateException e (ex-message e))))]
                   (a/sleep 2)
                   (close!)
                   (note :asked)
                   (deliver gate true)
                   (await reader))))
;=> [The generator was closed [:asked :closed]]
;; Nested, and flat in memory: the head is not held.
(println (logged (with-generator [xs (fn [yield] (with-generator [ys numbers] (run! yield ys)))] (nth xs 5)))) ;=> [5 [:open :inner :closed]]
(println (with-generator [xs (fn [yield] (dotimes [i 1000000] (yield i)))] (reduce + xs))) ;=> 499999500000
