;; Small programs, user collections in all roles.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(require '[clojure.string :as str])
(defn- fizz [n] (cond (zero? (mod n 15)) "FizzBuzz" (zero? (mod n 3)) "Fizz" (zero? (mod n 5)) "Buzz" :else n))
(prn (map fizz (range 1 16))) ;=> (1 2 "Fizz" 4 "Buzz" "Fizz" 7 8 "Fizz" "Buzz" 11 "Fizz" 13 14 "FizzBuzz")
(prn (let [primes (fn [n] (loop [s (range 2 n) acc []] (if-let [[p & r] (seq s)] (recur (remove #(zero? (mod % p)) r) (conj acc p)) acc)))] (primes 50))) ;=> [2 3 5 7 11 13 17 19 23 29 31 37 41 43 47]
(def fibs (lazy-cat [0 1] (map + fibs (rest fibs))))
(prn (take 15 fibs)) ;=> (0 1 1 2 3 5 8 13 21 34 55 89 144 233 377)
(prn (->> "the quick brown the fox the" (#(str/split % #"\s+")) frequencies (sort-by val >) first)) ;=> ["the" 3]
(prn (reduce (fn [m [k v]] (update m k (fnil conj []) v)) {} [[:a 1] [:b 2] [:a 3]])) ;=> {:a [1 3], :b [2]}
(prn (let [m {:a {:b {:c 1}}}] [(get-in m [:a :b :c]) (update-in m [:a :b :c] inc) (assoc-in m [:x :y] 1)])) ;=> [1 {:a {:b {:c 2}}} {:a {:b {:c 1}}, :x {:y 1}}]
(defn qsort [[p & xs]] (if p (concat (qsort (filter #(< % p) xs)) [p] (qsort (remove #(< % p) xs))) []))
(prn (qsort [3 1 4 1 5 9 2 6])) ;=> (1 1 2 3 4 5 6 9)
(prn (loop [i 0 acc (transient {})] (if (< i 100) (recur (inc i) (assoc! acc i (* i i))) (count (persistent! acc))))) ;=> 100
(prn (apply map vector [[1 2 3] [4 5 6]])) ;=> ([1 4] [2 5] [3 6])
(prn (into (sorted-map) (group-by count ["a" "bb" "c"]))) ;=> {1 ["a" "c"], 2 ["bb"]}
(defmacro unless [c & b] `(if ~c nil (do ~@b)))
(prn (unless false 1 2)) ;=> 2
(defmacro my-or ([] nil) ([x] x) ([x & n] `(let [v# ~x] (if v# v# (my-or ~@n)))))
(prn (my-or nil false 3)) ;=> 3
(defmacro swap-args [f a b] (list f b a))
(prn (swap-args - 1 5)) ;=> 4
(defmacro with-x [& body] `(let [~'x 10] ~@body))
(prn (with-x (* x 2))) ;=> 20
(prn (let [x 1 f (fn [] x) x 2] [(f) x])) ;=> [1 2]
(prn (let [counter (let [c (atom 0)] (fn [] (swap! c inc)))] [(counter) (counter)])) ;=> [1 2]
(def ^:dynamic *lvl* 0)
(defn lvl [] *lvl*)
(prn (binding [*lvl* 1] [(lvl) (binding [*lvl* 2] (lvl)) (lvl)])) ;=> [1 2 1]
(prn (map (fn [[a b]] (+ a b)) {1 2 3 4})) ;=> (3 7)
(prn (for [i (range 3) j (range i)] [i j])) ;=> ([1 0] [2 0] [2 1])
(prn (take-while #(< % 20) (filter even? (map #(* % %) (range))))) ;=> (0 4 16)
(prn (re-seq #"[a-z]+" "ab cd")) ;=> ("ab" "cd")
(prn (str/replace "hello world" #"o(.)" (fn [[m g]] (str "0" g)))) ;=> "hell0 w0rld"
(prn (sort-by (juxt :a :b) [{:a 2 :b 1} {:a 1 :b 2} {:a 1 :b 1}])) ;=> ({:a 1, :b 1} {:a 1, :b 2} {:a 2, :b 1})
(prn (partition-by identity "aabbbc")) ;=> ((\a \a) (\b \b \b) (\c))
(prn (map str "abc")) ;=> ("a" "b" "c")
(prn (apply str (interpose "," [1 2 3]))) ;=> "1,2,3"
(prn (some #(when (> % 3) (* % 10)) [1 2 4])) ;=> 40
(prn (keep :a [{:a 1} {} {:a 3}])) ;=> (1 3)
(prn (reduce-kv (fn [a k v] (+ a k v)) 0 {1 2 3 4})) ;=> 10
(prn (letfn [(e? [n] (or (zero? n) (o? (dec n)))) (o? [n] (and (pos? n) (e? (dec n))))] (e? 1000))) ;=> true
(defprotocol Animal (speak [a]) (nm [a]))
(defrecord Dog [n] Animal (speak [_] "woof") (nm [this] (str "dog " n)))
(defrecord Cat [n])
(extend-type Cat Animal (speak [_] "meow") (nm [this] (:n this)))
(prn (map (juxt speak nm) [(->Dog "rex") (->Cat "tom")])) ;=> (["woof" "dog rex"] ["meow" "tom"])
(prn (extend Dog)) ;=> nil
(def dog (->Dog "a"))
(prn (update dog :n str "!")) ;=> #user.Dog{:n "a!"}
(prn (let [{:keys [n]} dog] n)) ;=> "a"
(prn (= dog (assoc dog :n "a"))) ;=> true
(prn (hash-set dog (->Dog "a"))) ;=> #{#user.Dog{:n "a"}}
(deftype Stack [items] clojure.lang.IPersistentStack (peek [_] (first items)) (pop [_] (Stack. (rest items))) (cons [_ x] (Stack. (cons x items))) (count [_] (count items)) (seq [_] (seq items)) (empty [_] (Stack. ())) (equiv [_ o] (= items (seq o))))
(prn (let [s (conj (Stack. ()) 1 2 3)] [(peek s) (seq (pop s)) (count s) (= s [3 2 1])])) ;=> [3 (2 1) 3 true]
(deftype MyMap [m] clojure.lang.IPersistentMap (assoc [_ k v] (MyMap. (assoc m k v))) (without [_ k] (MyMap. (dissoc m k))) (valAt [_ k] (get m k)) (valAt [_ k d] (get m k d)) (containsKey [_ k] (contains? m k)) (entryAt [_ k] (find m k)) (count [_] (count m)) (cons [_ o] (MyMap. (conj m o))) (empty [_] (MyMap. {})) (equiv [_ o] (= m o)) (seq [_] (seq m)) (iterator [_] (.iterator m)) clojure.lang.IFn (invoke [_ k] (get m k)))
(prn (let [mm (MyMap. {:a 1})] [(get mm :a) (:a mm) (mm :a) (seq (assoc mm :b 2)) (contains? mm :a) (count mm) (map? mm) (keys mm) (vals mm) (into {} mm) (get-in mm [:a]) (select-keys mm [:a]) (reduce-kv (fn [a k v] (+ a v)) 0 {:z 1}) (= mm {:a 1}) (merge mm {:c 3}) ])) ;=> [1 1 1 ([:a 1] [:b 2]) true 1 true (:a) (1) {:a 1} 1 {:a 1} 1 true {:a 1, :c 3}]
(deftype MySeq [n] clojure.lang.ISeq (first [_] n) (next [_] (when (< n 3) (MySeq. (inc n)))) (more [this] (or (.next this) ())) (cons [this x] (cons x this)) (seq [this] this) (count [_] (- 4 n)) (empty [_] ()) (equiv [this o] (= (map identity this) o)) clojure.lang.Sequential)
(prn (map inc (MySeq. 0))) ;=> (1 2 3 4)
(prn (reduce + (MySeq. 0))) ;=> 6
(prn (vec (MySeq. 1))) ;=> [1 2 3]
(prn (let [[a b] (MySeq. 0)] [a b])) ;=> [0 1]
(prn (apply + (MySeq. 0))) ;=> 6
(prn (nth (MySeq. 0) 2)) ;=> 2
(prn (count (MySeq. 0))) ;=> 4
(prn (= (MySeq. 2) [2 3])) ;=> true
(prn (into [] (map inc) (MySeq. 0))) ;=> [1 2 3 4]
(prn (conj (MySeq. 2) :x)) ;=> (:x 2 3)
(deftype Red [] clojure.lang.IReduceInit (reduce [_ f init] (loop [i 0 a init] (if (< i 5) (let [a (f a i)] (if (reduced? a) @a (recur (inc i) a))) a))))
(prn (reduce + 0 (Red.))) ;=> 10
(prn (into [] (Red.))) ;=> [0 1 2 3 4]
(prn (transduce (map inc) + 0 (Red.))) ;=> 15
(prn (into [] (take 2) (Red.))) ;=> [0 1]
(prn (let [log (atom [])] (try (try (swap! log conj 1) (throw (Exception. "x")) (catch Exception e (swap! log conj 2) (throw e)) (finally (swap! log conj 3))) (catch Exception e (swap! log conj 4))) @log)) ;=> [1 2 3 4]
(prn (let [a (atom {:n 0})] (dotimes [_ 10] (swap! a update :n inc)) @a)) ;=> {:n 10}
(prn (deref (let [p (promise)] (future (deliver p (+ 1 2))) p))) ;=> 3
(prn (mapv deref (mapv #(future (* % %)) (range 5)))) ;=> [0 1 4 9 16]
(prn (let [x (volatile! 0)] (doseq [i (range 5)] (vswap! x + i)) @x)) ;=> 10
(prn (str/join (reverse (str/split "a b c" #" ")))) ;=> "cba"
(prn (format "%05.1f|%+d|%,d|%e|%10s|%-10s|%c|%b|%%|%o|%X" 3.14159 5 1234567 12345.678 "r" "l" \c true 8 255)) ;=> "003.1|+5|1,234,567|1.234568e+04|         r|l         |c|true|%|10|FF"
(prn (map-indexed (fn [i x] [i x]) "ab")) ;=> ([0 \a] [1 \b])
(prn (reductions conj [] [1 2])) ;=> ([] [1] [1 2])
(prn (trampoline (fn f [n] (if (pos? n) #(f (dec n)) :end)) 100)) ;=> :end
(prn (vec (sort-by val (frequencies "abracadabra")))) ;=> [[\c 1] [\d 1] [\b 2] [\r 2] [\a 5]]
(prn (let [[x & [y & zs]] (range 5)] [x y zs])) ;=> [0 1 (2 3 4)]
(prn (let [{[a b] :v {:keys [c]} :m :or {c 0}} {:v [1 2]}] [a b c])) ;=> [1 2 nil]
(prn (max-key :x {:x 1} {:x 3} {:x 2})) ;=> {:x 3}
(prn (-> [1 2] (conj 3) (->> (map inc)))) ;=> (2 3 4)
(prn (cond-> [] true (conj 1) false (conj 2) :always (conj 3))) ;=> [1 3]
(prn (as-> [1 2] $ (map inc $) (reduce + $))) ;=> 5
(prn (tree-seq sequential? seq [1 [2 [3]]])) ;=> ([1 [2 [3]]] 1 [2 [3]] 2 [3] 3)
(prn (line-seq (java.io.BufferedReader. (java.io.StringReader. "a\nb")))) ;=> ("a" "b")
(prn (zipmap "ab" (range))) ;=> {\a 0, \b 1}
(prn (select-keys {:a 1 :b nil} [:a :b :c])) ;=> {:a 1, :b nil}
(prn (error (clojure.set/rename-keys {:a 1 :b 2} {:a :b}))) ;=> {:b 1}
(prn (distinct (concat [1 2] [2 3]))) ;=> (1 2 3)
(prn (nth (cycle [1 2 3]) 100)) ;=> 2
(prn (ns-name (:ns (meta #'qsort)))) ;=> user
(prn (:name (meta #'qsort))) ;=> qsort
(prn (fn? qsort)) ;=> true
(prn (ifn? #'qsort)) ;=> true
(prn (#'qsort [2 1])) ;=> (1 2)
(prn (meta (with-meta [] nil))) ;=> nil
(prn (case [1 2] [1 2] :yes :no)) ;=> :yes
(prn (try (throw (ex-info "x" {:type ::my})) (catch Exception e (:type (ex-data e))))) ;=> :user/my
(prn (condp re-find "abc" #"z" 1 #"b" 2)) ;=> 2
(prn (nnext (list 1 2 3))) ;=> (3)
(prn (rest (list 1))) ;=> ()
(prn (seq (rest (list 1)))) ;=> nil
(prn (list? (rest (list 1 2)))) ;=> true
(prn (list? (cons 1 nil))) ;=> true
(prn (vector? (first {1 2}))) ;=> true
(prn (sequential? {})) ;=> false
(prn (map? (first [{}]))) ;=> true
(prn (set (map key {:a 1}))) ;=> #{:a}
(prn (apply hash-map [1 2])) ;=> {1 2}
(prn (apply merge-with + [{:a 1} {:a 2}])) ;=> {:a 3}
(prn (mapcat (fn [x] [x x]) [1 2])) ;=> (1 1 2 2)
(prn (flatten {:a [1]})) ;=> ()
(prn (empty? "")) ;=> true
(prn (every? some? [1 nil])) ;=> false
(prn (not= [1] '(1))) ;=> false
(prn (compare "apple" "Apple")) ;=> 32
(prn (sort ["b" "A" "a"])) ;=> ("A" "a" "b")
(prn (sort-by str/lower-case ["b" "A"])) ;=> ("A" "b")
(prn (reverse "ab")) ;=> (\b \a)
(prn (subs "abc" 1 1)) ;=> ""
(prn (contains? "abc" 1)) ;=> true
(prn (get "abc" 5)) ;=> nil
(prn (error (str/upper-case nil))) ;=> NullPointerException
