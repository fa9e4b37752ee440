;; Long work is done in pieces (SEMANTICS 34): with the limit of one call lowered to some items, so that everything is long,
;; each function gives what it gives in one go, on random data.
(require '[clojure.string :as str])
(def random (volatile! 42))
(defn below [n]
  (vswap! random (fn [x] (bit-and (unchecked-add (unchecked-multiply x 6364136223846793) 1442695040888963) 0xFFFFFFFFFFFF)))
  (mod (bit-shift-right @random 20) n))
(defn pick [& options] (nth options (below (count options))))
(deftype Pair [a b]
  Object
  (toString [_] (str "<" a "," b ">"))
  (equals [_ other] (and (instance? Pair other) (= a (.-a ^Pair other)) (= b (.-b ^Pair other))))
  clojure.lang.IHashEq
  (hasheq [_] (hash [a b])))
(defrecord Point [x y])

(defn text
  ([] (text (below 40)))
  ([n] (apply str (repeatedly n #(pick "a" "b" "ab" "," " " "\n" "\r\n" "ä" "ß" "Σ" "漢" "😀" "\"" "\\" "X")))))

(defn value [depth]
  (case (if (pos? depth) (below 17) (below 8))
    0 (below 5) 1 (text 3) 2 (keyword (str "k" (below 4))) 3 nil 4 (pick true false) 5 1/2 6 (Pair. (below 2) (below 2)) 7 \a
    (8 9) (vec (repeatedly (below 9) #(value (dec depth))))
    10 (apply list (repeatedly (below 9) #(value (dec depth))))
    11 (map identity (vec (repeatedly (below 9) #(value (dec depth)))))
    12 (into {} (repeatedly (below 14) #(vector (value (dec depth)) (value (dec depth)))))
    13 (into #{} (repeatedly (below 9) #(value (dec depth))))
    14 (->Point (value (dec depth)) (value (dec depth)))
    15 (into (sorted-map) (repeatedly (below 9) #(vector (below 20) (value (dec depth)))))
    16 (range (below 9))))

(defn copy
  "An equal value, mostly, of other parts and other types."
  [x]
  (cond
    (zero? (below 60)) (value 1)
    (record? x) (->Point (copy (:x x)) (copy (:y x)))
    (map? x) (into (empty x) (map (fn [[k v]] [k (copy v)])) (reverse x))
    (set? x) (into #{} (reverse (vec x)))
    (sequential? x) (pick (mapv copy x) (map copy x) (doall (map copy x)) (apply list (map copy x)))
    :else x))

(defn outcome [f]
  (try
    (f)
    (catch :default e [:thrown (ex-message e)])))

(defn in-pieces [limit f]
  (let [before (norn.prim/set-long-work! limit)]
    (try (outcome f) (finally (norn.prim/set-long-work! before)))))

(def wrong (atom []))
(defn agree [what & args]
  (let [f #(apply what args)
        whole (outcome f)]
    (doseq [limit [1 2 7]]
      (let [pieces (in-pieces limit f)]
        (when-not (= (pr-str whole) (pr-str pieces))
          (swap! wrong conj [what args limit whole pieces]))))))

(dotimes [_ 300]
  (let [a (value 4) b (copy a) c (value 2)]
    (agree = a b)
    (agree = a c)
    (agree = a b a)
    (when (= a b) (agree (fn [] (= (hash a) (hash b)))))
    (agree (fn [] (hash (vec [a]))))
    (agree (fn [] (get {a 1} b)))
    (agree (fn [] (contains? #{b} a)))
    (agree compare [1 [2 (text 2)] 3] [1 [2 (text 2)] (below 5)])
    (agree str a b)
    (agree pr-str a b)
    (when (coll? a)
      (agree vec a)
      (agree (comp vec to-array) a)
      (agree (comp vec into-array) a)
      (agree count a)
      (agree (fn [] (apply vector a)))
      (agree (fn [] (apply str a)))
      (agree str/join a)
      (agree str/join (text 2) a)
      (let [i (below 6)]
        (agree (fn [] (when (sequential? a) (nth a i :none))))))))
(prn (count @wrong) (take 3 @wrong)) ;=> 0 ()

(reset! wrong [])
(dotimes [_ 300]
  (let [s (text)]
    (doseq [f [str/upper-case str/lower-case str/capitalize str/reverse str/split-lines pr-str str]]
      (agree f s))
    (agree str s (text) s)
    (agree pr-str [s {s s}])
    (doseq [re [#"," #"[ab]+" #"" #"a*" #"(a)(b)?" #"$" #"^" #"(?<=a)b" #"\b" #"\r?\n"]]
      (doseq [limit [0 -1 1 2 3]] (agree str/split s re limit))
      (agree str/split s re)
      (doseq [replacement ["" "x" "<$0>" "\\$" "$9" "ä"]]
        (agree str/replace s re replacement)
        (agree str/replace-first s re replacement))
      (agree str/replace s re (fn [m] (str "<" m ">"))))
    (doseq [match ["" "a" "ab" ",\n" "ä" "😀"] replacement ["" "x" "aa" "漢"]]
      (agree str/replace s match replacement)
      (agree str/replace-first s match replacement))
    (agree str/replace s \a \ä)
    (agree str/replace-first s \ä \a)))
(prn (count @wrong) (take 3 @wrong)) ;=> 0 ()
(doseq [f [long-array double-array int-array object-array]]
  (agree (comp vec f) (range 100))
  (agree (comp vec f) (map inc (range 100))))
(agree (comp vec long-array) 5 (range 100))
(agree (comp vec long-array) 50 (range 10))
(agree (comp vec long-array) ["a" "b" "c" "d" "e" "f" "g" "h"])
(agree (comp vec (partial into-array Long/TYPE)) (range 50))
(agree (fn [] (nth (map inc (range 100)) 200)))
(agree (fn [] (count (filter odd? (range 100)))))
(prn (count @wrong) (take 3 @wrong)) ;=> 0 ()
;gc-stress-every 20000 hundreds of thousands of calls
