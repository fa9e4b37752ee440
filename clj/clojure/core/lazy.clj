;; Lazy seq functions, each with its transducer where Clojure has one.
;;
;; The functions keep chunks: a chunked seq in gives a chunked seq out wherever
;; Clojure's do. None holds the head of its argument.

(defmacro lazy-cat
  "Returns the lazy concatenation of the seqables the expressions yield; each is evaluated when it is reached."
  [& colls]
  `(concat ~@(mapv (fn [coll] (list 'clojure.core/lazy-seq coll)) colls)))

(defn- map-chunk
  "A chunk of (f item) for the items of a chunk."
  [f chunk]
  (let [n (count chunk)
        made (chunk-buffer n)]
    (loop [i 0]
      (when (< i n)
        (chunk-append made (f (nth chunk i)))
        (recur (inc i))))
    (clojure.core/chunk made)))

(defn map
  "Returns a lazy seq of (f item), or of (f a b ...) for the items of several seqables in step, as long as the shortest.
  Without a seqable returns a transducer. (map + [1 2] [10 20]) => (11 22)"
  ([f]
   (fn [rf]
     (fn
       ([] (rf))
       ([result] (rf result))
       ([result input] (rf result (f input)))
       ([result input & inputs] (rf result (apply f input inputs))))))
  ([f coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (if (chunked-seq? s)
           (chunk-cons (map-chunk f (chunk-first s)) (map f (chunk-rest s)))
           (cons (f (first s)) (map f (rest s))))
         nil))))
  ([f c1 c2]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2)]
       (if (and s1 s2)
         (cons (f (first s1) (first s2)) (map f (rest s1) (rest s2)))
         nil))))
  ([f c1 c2 c3]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2) s3 (seq c3)]
       (if (and s1 s2 s3)
         (cons (f (first s1) (first s2) (first s3)) (map f (rest s1) (rest s2) (rest s3)))
         nil))))
  ([f c1 c2 c3 & colls]
   (let [in-step (fn in-step [columns]
                   (lazy-seq
                     (let [columns (mapv seq columns)]
                       (if (every? identity columns)
                         (cons (mapv first columns) (in-step (mapv rest columns)))
                         nil))))]
     (map (fn [items] (apply f items)) (in-step (list* c1 c2 c3 colls))))))

(defn filter
  "Returns a lazy seq of the items for which (pred item) is true. Without a seqable returns a transducer.
  (filter odd? [1 2 3]) => (1 3)"
  ([pred]
   (fn [rf]
     (fn
       ([] (rf))
       ([result] (rf result))
       ([result input] (if (pred input) (rf result input) result)))))
  ([pred coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (if (chunked-seq? s)
           (let [chunk (chunk-first s)
                 n (count chunk)
                 made (chunk-buffer n)]
             (loop [i 0]
               (when (< i n)
                 (let [item (nth chunk i)]
                   (when (pred item) (chunk-append made item)))
                 (recur (inc i))))
             (chunk-cons (clojure.core/chunk made) (filter pred (chunk-rest s))))
           (let [item (first s)]
             (if (pred item)
               (cons item (filter pred (rest s)))
               (filter pred (rest s)))))
         nil)))))

(defn remove
  "Returns a lazy seq of the items for which (pred item) is false. Without a seqable returns a transducer."
  ([pred] (filter (complement pred)))
  ([pred coll] (filter (complement pred) coll)))

(defn keep
  "Returns a lazy seq of the results of (f item) that are not nil. Without a seqable returns a transducer.
  (keep :a [{:a 1} {}]) => (1)"
  ([f]
   (fn [rf]
     (fn
       ([] (rf))
       ([result] (rf result))
       ([result input]
        (let [value (f input)]
          (if (nil? value) result (rf result value)))))))
  ([f coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (if (chunked-seq? s)
           (let [chunk (chunk-first s)
                 n (count chunk)
                 made (chunk-buffer n)]
             (loop [i 0]
               (when (< i n)
                 (let [value (f (nth chunk i))]
                   (when-not (nil? value) (chunk-append made value)))
                 (recur (inc i))))
             (chunk-cons (clojure.core/chunk made) (keep f (chunk-rest s))))
           (let [value (f (first s))]
             (if (nil? value)
               (keep f (rest s))
               (cons value (keep f (rest s))))))
         nil)))))

(defn map-indexed
  "Returns a lazy seq of (f index item). Without a seqable returns a transducer. (map-indexed vector [:a]) => ([0 :a])"
  ([f]
   (fn [rf]
     (let [index (volatile! -1)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input] (rf result (f (vreset! index (inc (deref index))) input)))))))
  ([f coll]
   (let [step (fn step [i coll]
                (lazy-seq
                  (let [s (seq coll)]
                    (if s
                      (if (chunked-seq? s)
                        (let [chunk (chunk-first s)
                              n (count chunk)
                              made (chunk-buffer n)]
                          (loop [k 0]
                            (when (< k n)
                              (chunk-append made (f (+ i k) (nth chunk k)))
                              (recur (inc k))))
                          (chunk-cons (clojure.core/chunk made) (step (+ i n) (chunk-rest s))))
                        (cons (f i (first s)) (step (inc i) (rest s))))
                      nil))))]
     (step 0 coll))))

(defn keep-indexed
  "Returns a lazy seq of the results of (f index item) that are not nil. Without a seqable returns a transducer."
  ([f]
   (fn [rf]
     (let [index (volatile! -1)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (let [value (f (vreset! index (inc (deref index))) input)]
            (if (nil? value) result (rf result value))))))))
  ([f coll]
   (let [step (fn step [i coll]
                (lazy-seq
                  (let [s (seq coll)]
                    (if s
                      (let [value (f i (first s))]
                        (if (nil? value)
                          (step (inc i) (rest s))
                          (cons value (step (inc i) (rest s)))))
                      nil))))]
     (step 0 coll))))

(defn cat
  "A transducer that passes on the items of each input, a seqable. (into [] cat [[1] [2 3]]) => [1 2 3]"
  [rf]
  (let [step (fn
               ([result input]
                (let [value (rf result input)]
                  (if (reduced? value) (reduced value) value))))]
    (fn
      ([] (rf))
      ([result] (rf result))
      ([result input] (reduce step result input)))))

(defn mapcat
  "Returns a lazy seq of the items of (f item), a seqable, for each item. Without a seqable returns a transducer.
  (mapcat reverse [[2 1] [4 3]]) => (1 2 3 4)"
  ([f] (comp (map f) cat))
  ([f & colls]
   (apply concat (apply map f colls))))

(defn take
  "Returns a lazy seq of the first n items, all if there are fewer. Without a seqable returns a transducer."
  ([n]
   (fn [rf]
     (let [left (volatile! n)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (let [before (deref left)
                after (vreset! left (dec before))
                result (if (> before 0) (rf result input) result)]
            (if (> after 0) result (ensure-reduced result))))))))
  ([n coll]
   (lazy-seq
     (if (> n 0)
       (let [s (seq coll)]
         (if s (cons (first s) (take (dec n) (rest s))) nil))
       nil))))

(defn take-while
  "Returns a lazy seq of the items before the first for which (pred item) is false. Without a seqable returns a transducer."
  ([pred]
   (fn [rf]
     (fn
       ([] (rf))
       ([result] (rf result))
       ([result input] (if (pred input) (rf result input) (reduced result))))))
  ([pred coll]
   (lazy-seq
     (let [s (seq coll)]
       (if (and s (pred (first s)))
         (cons (first s) (take-while pred (rest s)))
         nil)))))

(defn take-nth
  "Returns a lazy seq of every nth item, beginning with the first. Without a seqable returns a transducer."
  ([n]
   (fn [rf]
     (let [index (volatile! -1)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (if (= 0 (rem (vreset! index (inc (deref index))) n))
            (rf result input)
            result))))))
  ([n coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s (cons (first s) (take-nth n (nthrest s n))) nil)))))

;; A thunk holds what it closes over as long as it runs. What skips many items therefore goes a few steps and returns a lazy
;; seq for the rest of the way.

(def ^{:private true :doc "So many items a thunk skips before it returns."} skip-stride 32)

(defn- skip
  "The items after the first n."
  [n coll]
  (lazy-seq
    (loop [i 0 n n left (seq coll)]
      (if (and left (> n 0))
        (if (< i skip-stride)
          (recur (inc i) (dec n) (next left))
          (skip n left))
        left))))

(defn drop
  "Returns a lazy seq of all but the first n items. Without a seqable returns a transducer. (drop 1 [1 2]) => (2)"
  ([n]
   (fn [rf]
     (let [left (volatile! n)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (let [n (deref left)]
            (if (> n 0)
              (do (vreset! left (dec n)) result)
              (rf result input))))))))
  ([n coll] (skip n coll)))

(defn- skip-while
  [pred coll]
  (lazy-seq
    (loop [i 0 left (seq coll)]
      (if (and left (pred (first left)))
        (if (< i skip-stride)
          (recur (inc i) (next left))
          (skip-while pred (next left)))
        left))))

(defn drop-while
  "Returns a lazy seq from the first item for which (pred item) is false. Without a seqable returns a transducer."
  ([pred]
   (fn [rf]
     (let [dropping (volatile! true)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (if (and (deref dropping) (pred input))
            result
            (do (vreset! dropping false) (rf result input))))))))
  ([pred coll] (skip-while pred coll)))

(defn drop-last
  "Returns a lazy seq of all but the last n (1 by default) items. (drop-last [1 2]) => (1)"
  ([coll] (drop-last 1 coll))
  ([n coll] (map (fn [item _] item) coll (drop n coll))))

(defn split-at
  "Returns [(take n coll) (drop n coll)]."
  [n coll] [(take n coll) (drop n coll)])

(defn split-with
  "Returns [(take-while pred coll) (drop-while pred coll)]."
  [pred coll] [(take-while pred coll) (drop-while pred coll)])

(defn repeat
  "Returns a lazy seq of n (without n: infinitely many) x. (repeat 2 :a) => (:a :a)"
  ([x] (lazy-seq (cons x (repeat x))))
  ([n x]
   (lazy-seq (if (> n 0) (cons x (repeat (dec n) x)) nil))))

(defn repeatedly
  "Returns a lazy seq of n (without n: infinitely many) calls of f, a function without arguments."
  ([f] (lazy-seq (cons (f) (repeatedly f))))
  ([n f] (take n (repeatedly f))))

(defn iterate
  "Returns a lazy seq of x, (f x), (f (f x)) ... (take 3 (iterate inc 1)) => (1 2 3)"
  [f x]
  (cons x (lazy-seq (iterate f (f x)))))

(defn cycle
  "Returns a lazy infinite seq that repeats the items of coll. (take 3 (cycle [1 2])) => (1 2 1)"
  [coll]
  (let [items (seq coll)
        again (fn again [left]
                (lazy-seq
                  (if left
                    (cons (first left) (again (next left)))
                    (again items))))]
    (if items (again items) ())))

(defn range
  "Returns a seq of numbers from start (0) to end (exclusive; infinite without end) by step (1). Counted for 64-bit integers.
  (range 1 7 2) => (1 3 5)"
  ([] (iterate inc' 0))
  ([end] (if (int? end) (norn.prim/make-range 0 end 1) (range 0 end 1)))
  ([start end] (range start end 1))
  ([start end step]
   (if (and (int? start) (int? end) (int? step) (not (= step 0)))
     (norn.prim/make-range start end step)
     (if (= step 0)
       (if (= start end) () (repeat start))
       (let [more? (if (> step 0) < >)
             from (fn from [x]
                    (lazy-seq
                      (let [made (chunk-buffer 32)]
                        (loop [i 0 x x]
                          (if (and (< i 32) (more? x end))
                            (do (chunk-append made x)
                                (recur (inc i) (+ x step)))
                            (if (= i 0)
                              nil
                              (chunk-cons (clojure.core/chunk made)
                                          (if (more? x end) (from x) nil))))))))]
         (if (more? start end) (from start) ()))))))

(defn interleave
  "Returns a lazy seq of the first items of all seqables, then the second ones, as long as the shortest."
  ([] ())
  ([c1] (lazy-seq c1))
  ([c1 c2]
   (lazy-seq
     (let [s1 (seq c1) s2 (seq c2)]
       (if (and s1 s2)
         (cons (first s1) (cons (first s2) (interleave (rest s1) (rest s2))))
         nil))))
  ([c1 c2 & colls]
   (lazy-seq
     (let [columns (mapv seq (list* c1 c2 colls))]
       (if (every? identity columns)
         (concat (mapv first columns) (apply interleave (mapv rest columns)))
         nil)))))

(defn interpose
  "Returns a lazy seq of the items with sep between them. Without a seqable returns a transducer.
  (interpose :x [1 2]) => (1 :x 2)"
  ([sep]
   (fn [rf]
     (let [started (volatile! false)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (if (deref started)
            (let [result (rf result sep)]
              (if (reduced? result) result (rf result input)))
            (do (vreset! started true)
                (rf result input))))))))
  ([sep coll]
   (drop 1 (interleave (repeat sep) coll))))

(defn partition
  "Returns a lazy seq of lists of n items, each step (n by default) items after the one before. A rest of fewer than n is
  dropped, or filled up from pad (perhaps not to n). (partition 2 [1 2 3]) => ((1 2))"
  ([n coll] (partition n n coll))
  ([n step coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (let [part (doall (take n s))]
           (if (= n (count part))
             (cons part (partition n step (nthrest s step)))
             nil))
         nil))))
  ([n step pad coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (let [part (doall (take n s))]
           (if (= n (count part))
             (cons part (partition n step pad (nthrest s step)))
             (list (take n (concat part pad)))))
         nil)))))

(defn partition-all
  "Like partition, but the last lists may be shorter. Without a seqable returns a transducer (of vectors).
  (partition-all 2 [1 2 3]) => ((1 2) (3))"
  ([n]
   (fn [rf]
     (let [part (volatile! [])]
       (fn
         ([] (rf))
         ([result]
          (let [items (deref part)
                result (if (= 0 (count items))
                         result
                         (do (vreset! part [])
                             (unreduced (rf result items))))]
            (rf result)))
         ([result input]
          (let [items (vreset! part (conj (deref part) input))]
            (if (= n (count items))
              (do (vreset! part [])
                  (rf result items))
              result)))))))
  ([n coll] (partition-all n n coll))
  ([n step coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (let [part (doall (take n s))]
           (cons part (partition-all n step (nthrest s step))))
         nil)))))

(defn partition-by
  "Returns a lazy seq of seqs of neighbouring items with the same value of (f item). Without a seqable returns a transducer.
  (partition-by odd? [1 3 2]) => ((1 3) (2))"
  ([f]
   (fn [rf]
     (let [part (volatile! [])
           current (volatile! ::none)]
       (fn
         ([] (rf))
         ([result]
          (let [items (deref part)
                result (if (= 0 (count items))
                         result
                         (do (vreset! part [])
                             (unreduced (rf result items))))]
            (rf result)))
         ([result input]
          (let [before (deref current)
                value (f input)]
            (vreset! current value)
            (if (or (identical? before ::none) (= value before))
              (do (vreset! part (conj (deref part) input))
                  result)
              (let [items (deref part)]
                (vreset! part [])
                (let [result (rf result items)]
                  (when-not (reduced? result)
                    (vreset! part (conj (deref part) input)))
                  result)))))))))
  ([f coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (let [value (f (first s))
               run (cons (first s) (take-while (fn [item] (= value (f item))) (next s)))]
           (cons run (partition-by f (lazy-seq (skip (count run) s)))))
         nil)))))

(defn partitionv
  "Like partition, but of vectors."
  ([n coll] (map vec (partition n coll)))
  ([n step coll] (map vec (partition n step coll)))
  ([n step pad coll] (map vec (partition n step pad coll))))

(defn partitionv-all
  "Like partition-all, but of vectors."
  ([n] (partition-all n))
  ([n coll] (partitionv-all n n coll))
  ([n step coll] (map vec (partition-all n step coll))))

(defn splitv-at
  "Returns [(vec (take n coll)) (drop n coll)]."
  [n coll] [(vec (take n coll)) (drop n coll)])

(defn distinct
  "Returns a lazy seq of the items without those that came before. Without a seqable returns a transducer."
  ([]
   (fn [rf]
     (let [seen (volatile! #{})]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (if (contains? (deref seen) input)
            result
            (do (vreset! seen (conj (deref seen) input))
                (rf result input))))))))
  ([coll]
   (let [step (fn step [coll seen]
                (lazy-seq
                  (loop [i 0 left (seq coll)]
                    (if left
                      (let [item (first left)]
                        (if (contains? seen item)
                          (if (< i skip-stride)
                            (recur (inc i) (next left))
                            (step (next left) seen))
                          (cons item (step (rest left) (conj seen item)))))
                      nil))))]
     (step coll #{}))))

(defn dedupe
  "Returns a lazy seq of the items without those equal to the one before. Without a seqable returns a transducer."
  ([]
   (fn [rf]
     (let [before (volatile! ::none)]
       (fn
         ([] (rf))
         ([result] (rf result))
         ([result input]
          (let [last-input (deref before)]
            (vreset! before input)
            (if (= last-input input) result (rf result input))))))))
  ([coll]
   (let [step (fn step [coll before]
                (lazy-seq
                  (let [s (seq (skip-while (fn [item] (= item before)) coll))]
                    (if s
                      (cons (first s) (step (rest s) (first s)))
                      nil))))]
     (step coll ::none))))

(defn reductions
  "Returns a lazy seq of the values of the reduction of coll by f, beginning with init. (reductions + [1 2 3]) => (1 3 6)"
  ([f coll]
   (lazy-seq
     (let [s (seq coll)]
       (if s
         (reductions f (first s) (rest s))
         (list (f))))))
  ([f init coll]
   (if (reduced? init)
     (list (deref init))
     (cons init
           (lazy-seq
             (let [s (seq coll)]
               (if s
                 (reductions f (f init (first s)) (rest s))
                 nil)))))))

(defn tree-seq
  "Returns a lazy seq of the nodes of a tree in depth-first order. branch? tells whether a node may have children, children
  returns a seqable of them. (tree-seq seq? seq '(1 (2)))"
  [branch? children root]
  (let [walk (fn walk [node]
               (lazy-seq
                 (cons node
                       (if (branch? node)
                         (mapcat walk (children node))
                         nil))))]
    (walk root)))

(defn flatten
  "Returns a lazy seq of the items that are not sequential, in any depth of sequential things. (flatten [1 [2 [3]]]) => (1 2 3)"
  [x]
  (filter (complement sequential?) (rest (tree-seq sequential? seq x))))

(defn replace
  "Replaces the items of coll that are keys of smap by their values: a vector for a vector, else a lazy seq. Without a coll
  returns a transducer. (replace {1 :one} [1 2]) => [:one 2]"
  ([smap]
   (map (fn [item]
          (let [found (find smap item)]
            (if found (val found) item)))))
  ([smap coll]
   (let [swap (fn [item]
                (let [found (find smap item)]
                  (if found (val found) item)))]
     (if (vector? coll)
       (with-meta (mapv swap coll) (meta coll))
       (map swap coll)))))

(defn random-sample
  "Returns a lazy seq of the items, each with probability prob (0 to 1). Without a seqable returns a transducer."
  ([prob] (filter (fn [_] (< (rand) prob))))
  ([prob coll] (filter (fn [_] (< (rand) prob)) coll)))

(defn halt-when
  "Returns a transducer that ends the transduction when (pred input) is true; the result is that input, or (retf result
  input), result being the completed one so far."
  ([pred] (halt-when pred nil))
  ([pred retf]
   (fn [rf]
     (fn
       ([] (rf))
       ([result]
        (if (and (map? result) (contains? result ::halt))
          (get result ::halt)
          (rf result)))
       ([result input]
        (if (pred input)
          (reduced {::halt (if retf (retf (rf result) input) input)})
          (rf result input)))))))

(defn iteration
  "Returns a seqable of the values of successive calls (step k): k is initk (nil) first, then (kf ret); goes on while
  (somef ret) is true (some?) and k is not nil; its items are (vf ret). For paged APIs.
  (vec (iteration (fn [page] (fetch page)) :initk 0 :vf :items :kf :next-page))"
  [step & {:keys [somef vf kf initk] :or {vf identity kf identity somef some?}}]
  (let [from (fn from [ret]
               (if (somef ret)
                 (cons (vf ret)
                       (let [k (kf ret)]
                         (if (nil? k) nil (lazy-seq (from (step k))))))
                 nil))]
    (lazy-seq (from (step initk)))))
