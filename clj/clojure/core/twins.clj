;; The bytecode twins of host functions and opcodes (the first law): what they
;; do when they meet a user type, an unrealized lazy seq, a key or value that only
;; the language can compare or hash, or a user comparator.
;;
;; A twin is called with the arguments of the call that bailed, which has changed
;; nothing. The methods asked for are those of the JVM's collection interfaces
;; (valAt, count, seq, equiv, hasheq ...). A twin must not call its own host
;; function with the same arguments.

(defn- throw-unsupported
  [what x]
  (throw (norn.prim/make-exception "java.lang.UnsupportedOperationException"
           (str what " not supported on this type: " (norn.prim/type-name (norn.prim/type-of x))))))

(defn- class-text
  [x] (if (nil? x) "nil" (str (norn.prim/type-name (norn.prim/type-of x)))))

(defn- throw-cast
  [x to]
  (throw (norn.prim/make-exception "java.lang.ClassCastException"
           (str "class " (class-text x) " cannot be cast to class " to))))

;; --- seqs ------------------------------------------------------------------------------

(defn- iterator-items
  "A seq of what an iterator method returned: a seq, or an object with hasNext and next."
  [it]
  (let [more? (norn.prim/type-method it 'hasNext)
        take-next (norn.prim/type-method it 'next)]
    (if (and more? take-next)
      ((fn step []
         (if (more? it)
           (cons (take-next it) (lazy-seq (step)))
           nil)))
      (seq it))))

(defn- seq-of-object
  "seq of a deftype or reify object."
  [x]
  (let [f (norn.prim/type-method x 'seq)]
    (if f
      (let [items (f x)]
        (if (identical? items x) x (seq items)))
      (let [f (norn.prim/type-method x 'iterator)]
        (cond
          f (iterator-items (f x))
          (norn.prim/type-method x 'first) x
          :else (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                         (str "Don't know how to create ISeq from: " (class-text x)))))))))

(defn- seq-twin
  [x] (if (norn.prim/lazy-seq? x) (force-lazy-seq x) (seq-of-object x)))

(defn- first-twin
  [x]
  (if (norn.prim/lazy-seq? x)
    (first (force-lazy-seq x))
    (let [f (norn.prim/type-method x 'first)]
      (if f
        (f x)
        (first (seq-of-object x))))))

(defn- rest-twin
  [x]
  (if (norn.prim/lazy-seq? x)
    (rest (force-lazy-seq x))
    (let [f (norn.prim/type-method x 'more)]
      (if f
        (let [more (f x)] (if (nil? more) () more))
        (let [f (norn.prim/type-method x 'next)]
          (if (and f (norn.prim/type-method x 'first))
            (let [more (f x)] (if (nil? more) () more))
            (rest (seq-of-object x))))))))

(defn- next-twin
  [x]
  (cond
    (norn.prim/lazy-seq? x) (next (force-lazy-seq x))
    (norn.prim/instance? x)
    (let [f (norn.prim/type-method x 'next)]
      (if (and f (norn.prim/type-method x 'first))
        (seq (f x))
        (let [f (norn.prim/type-method x 'more)]
          (if f
            (seq (f x))
            (next (seq-of-object x))))))
    :else (seq (rest x))))

(norn.prim/set-twin! "clojure.core/seq" seq-twin)
(norn.prim/set-twin! "clojure.core/first" first-twin)
(norn.prim/set-twin! "clojure.core/rest" rest-twin)
(norn.prim/set-twin! "clojure.core/next" next-twin)

(norn.prim/set-twin! "clojure.core/cons"
  (fn [x coll]
    (let [items (seq coll)]
      ;; A seq that is a user type hides in a lazy seq: the host does not take it as the rest of a cons.
      (cons x (if (norn.prim/instance? items) (lazy-seq items) items)))))

(norn.prim/set-twin! "norn.prim/apply-seq"
  (fn [f fixed items]
    (norn.prim/apply-seq f fixed (seq (reduce conj [] items)))))

(norn.prim/set-twin! "clojure.core/rseq"
  (fn [x]
    (let [f (norn.prim/type-method x 'rseq)]
      (if f (f x) (throw-cast x "clojure.lang.Reversible")))))

(defn- all-in-vector
  "A vector of all items of a seqable that is lazy, of a user type, or large."
  [coll]
  (loop [items (transient []) left (seq coll)]
    (if left
      (if (norn.prim/user-type? left)
        (recur (conj! items (first left)) (next left))
        (recur items (seq (norn.prim/conj-some! items left))))
      (persistent! items))))

(defn- fill-array
  "The array with the items of a vector, as many as it has room for."
  [array items]
  (loop [i 0]
    (if i
      (recur (norn.prim/fill-array-some! array items i))
      array)))

(defn- all-items
  "An array of all items of a seqable that is lazy, of a user type, or large."
  [coll]
  (let [items (vec coll)]
    (fill-array (make-array Object (count items)) items)))

;; --- counting and indexing -----------------------------------------------------------------

(defn- count-items
  [coll]
  (loop [n 0 left (seq coll)]
    (if left
      (if (counted? left)
        (+ n (count left))
        (let [run (norn.prim/skip-some (rest left) 1000000000)]
          (recur (+ n 1 (key run)) (seq (val run)))))
      n)))

(defn- count-twin
  [x]
  (if (norn.prim/user-type? x)
    (let [f (or (norn.prim/type-method x 'count) (norn.prim/type-method x 'size) (norn.prim/type-method x 'length))]
      (cond
        f (f x)
        (or (norn.prim/type-method x 'seq) (norn.prim/type-method x 'iterator)) (count-items x)
        :else (throw-unsupported "count" x)))
    (count-items x)))

(norn.prim/set-twin! "clojure.core/count" count-twin)

(defn- throw-index
  [i]
  (throw (norn.prim/make-exception "java.lang.IndexOutOfBoundsException" (str "Index " i " out of bounds"))))

(defn- nth-item
  "Item i by walking, or `missing`."
  [coll i missing]
  (if (< i 0)
    missing
    (loop [i i left (seq coll)]
      (if left
        (if (= i 0)
          (first left)
          (let [run (norn.prim/skip-some (rest left) (dec i))]
            (recur (- i 1 (key run)) (seq (val run)))))
        missing))))

(def ^{:private true :doc "Stands for: there is none."} absent (norn.prim/make-object))

(defn- nth-twin
  ([x i]
   (let [f (if (norn.prim/user-type? x) (norn.prim/type-method x 'nth) nil)]
     (if f
       (f x i)
       (let [found (nth-item x i absent)]
         (if (identical? found absent) (throw-index i) found)))))
  ([x i not-found]
   (let [f (if (norn.prim/user-type? x) (norn.prim/type-method x 'nth) nil)]
     (if f
       (f x i not-found)
       (nth-item x i not-found)))))

(norn.prim/set-twin! "clojure.core/nth" nth-twin)

;; --- keys that need the language: hash here, candidates from the host, = here ----------------------

(defn- stored-key
  "The key stored in a map, set or transient that equals k, or `absent`."
  [coll k h]
  (let [candidates (norn.prim/map-candidates coll h)
        n (alength candidates)]
    (loop [i 0]
      (if (< i n)
        (let [candidate (aget candidates i)]
          (if (= k candidate) candidate (recur (inc i))))
        absent))))

(defn- three-way
  "What a comparator says, as a number: it may be a predicate that means `less`."
  [comp x y]
  (let [answer (comp x y)]
    (cond
      (number? answer) answer
      answer -1
      (comp y x) 1
      :else 0)))

(defn- built-in-sorted?
  [coll] (and (sorted? coll) (not (norn.prim/user-type? coll))))

(defn- sorted-place
  "[path node]: where k is, or belongs, in a sorted collection; node is nil if it is not there."
  [coll k]
  (let [comp (or (norn.prim/sorted-comparator coll) compare)]
    (loop [path 1 node (norn.prim/sorted-root coll)]
      (if (nil? node)
        [path nil]
        (let [order (three-way comp k (norn.prim/node-key node))]
          (cond
            (= order 0) [path node]
            (< order 0) (recur (* 2 path) (norn.prim/node-left node))
            :else (recur (inc (* 2 path)) (norn.prim/node-right node))))))))

(defn- lookup-entry
  "The stored [key value] of k in a built-in map or set, or nil."
  [coll k]
  (if (built-in-sorted? coll)
    (let [node (nth (sorted-place coll k) 1)]
      (if node (norn.prim/make-entry (norn.prim/node-key node) (norn.prim/node-value node)) nil))
    (let [h (hash k)
          stored (stored-key coll k h)]
      (if (identical? stored absent)
        nil
        (norn.prim/make-entry stored (norn.prim/map-stored-value coll h stored))))))

(defn- put-entry
  "A built-in map, set (v is k) or transient with v under k."
  [coll k v]
  (if (built-in-sorted? coll)
    (norn.prim/sorted-insert-at coll (nth (sorted-place coll k) 0) k v)
    (let [h (hash k)
          stored (stored-key coll k h)]
      (if (identical? stored absent)
        (norn.prim/map-assoc-hashed coll h k v)
        (norn.prim/map-assoc-hashed coll h stored k v)))))

(defn- take-entry
  "A built-in map, set or transient without k."
  [coll k]
  (if (built-in-sorted? coll)
    (let [[path node] (sorted-place coll k)]
      (if node (norn.prim/sorted-remove-at coll path) coll))
    (let [h (hash k)
          stored (stored-key coll k h)]
      (if (identical? stored absent) coll (norn.prim/map-dissoc-hashed coll h stored)))))

(defn- set-like?
  "A built-in set or transient set."
  [coll] (or (set? coll) (norn.prim/transient-set? coll)))

;; --- maps, sets, vectors -----------------------------------------------------------------------------

(defn- get-object
  [x k not-found]
  (let [f (norn.prim/type-method x 'valAt)]
    (if f
      (if (nil? not-found) (f x k) (f x k not-found))
      (let [f (norn.prim/type-method x 'get)]
        (cond
          f (f x k)
          (and (integer? k) (norn.prim/type-method x 'nth)) ((norn.prim/type-method x 'nth) x k not-found)
          :else not-found)))))

(defn- get-twin
  ([m k] (get-twin m k nil))
  ([m k not-found]
   (if (norn.prim/instance? m)
     (get-object m k not-found)
     (let [entry (lookup-entry m k)]
       (cond
         (nil? entry) not-found
         (set-like? m) (key entry)
         :else (val entry))))))

(norn.prim/set-twin! "clojure.core/get" get-twin)
(norn.prim/set-twin! "norn.prim/case-index" (fn [table x] (get-twin table x -1)))

(norn.prim/set-twin! "clojure.core/contains?"
  (fn [coll k]
    (if (norn.prim/instance? coll)
      (let [f (or (norn.prim/type-method coll 'containsKey) (norn.prim/type-method coll 'contains))]
        (cond
          f (boolean (f coll k))
          (norn.prim/type-method coll 'get) (some? ((norn.prim/type-method coll 'get) coll k))
          :else (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                         (str "contains? not supported on type: " (class-text coll))))))
      (some? (lookup-entry coll k)))))

(norn.prim/set-twin! "clojure.core/find"
  (fn [m k]
    (if (norn.prim/instance? m)
      (let [f (norn.prim/type-method m 'entryAt)]
        (cond
          f (f m k)
          (contains? m k) (norn.prim/make-entry k (get m k))
          :else nil))
      (lookup-entry m k))))

(defn- assoc-one
  [m k v]
  (if (norn.prim/instance? m)
    (let [f (or (norn.prim/type-method m 'assoc) (norn.prim/type-method m 'assocN))]
      (if f (f m k v) (throw-cast m "clojure.lang.Associative")))
    (put-entry m k v)))

(defn- with-each-pair
  "(f coll k v) for each pair of a list; `host` tries first, so that only what needs it goes the long way."
  [host coll pairs]
  (loop [coll coll left pairs]
    (if left
      (recur (host coll (first left) (first (next left))) (next (next left)))
      coll)))

(norn.prim/set-twin! "clojure.core/assoc"
  (fn
    ([m k v] (assoc-one m k v))
    ([m k v & kvs]
     (with-each-pair assoc (assoc m k v) kvs))))

(defn- with-each
  [host coll items]
  (loop [coll coll left items]
    (if left
      (recur (host coll (first left)) (next left))
      coll)))

(norn.prim/set-twin! "clojure.core/dissoc"
  (fn
    ([m] m)
    ([m k]
     (if (norn.prim/instance? m)
       (let [f (norn.prim/type-method m 'without)]
         (if f (f m k) (throw-cast m "clojure.lang.IPersistentMap")))
       (take-entry m k)))
    ([m k & ks] (with-each dissoc (dissoc m k) ks))))

(norn.prim/set-twin! "clojure.core/disj"
  (fn
    ([s] s)
    ([s k]
     (if (norn.prim/instance? s)
       (let [f (norn.prim/type-method s 'disjoin)]
         (if f (f s k) (throw-cast s "clojure.lang.IPersistentSet")))
       (take-entry s k)))
    ([s k & ks] (with-each disj (disj s k) ks))))

(defn- entries-of
  "What conj adds to a map: an entry, a pair, or a map."
  [x]
  (cond
    (map-entry? x) [[(key x) (val x)]]
    (and (vector? x) (= 2 (count x))) [[(nth x 0) (nth x 1)]]
    :else (map (fn [entry] [(key entry) (val entry)]) (seq x))))

(defn- conj-one
  [coll x]
  (cond
    (norn.prim/instance? coll)
    (let [f (or (norn.prim/type-method coll 'cons) (norn.prim/type-method coll 'conj))]
      (if f (f coll x) (throw-cast coll "clojure.lang.IPersistentCollection")))
    (nil? x) coll
    (map? coll) (reduce (fn [m entry] (assoc m (nth entry 0) (nth entry 1))) coll (entries-of x))
    (set? coll) (put-entry coll x x)
    :else (cons x coll)))

(norn.prim/set-twin! "clojure.core/conj"
  (fn
    ([coll] coll)
    ([coll x] (conj-one coll x))
    ([coll x & xs] (with-each conj (conj coll x) xs))))

(defn- method-twin
  "A twin that calls the method of that name, or throws that the value is no `interface`."
  [method interface]
  (fn [x & args]
    (let [f (norn.prim/type-method x method)]
      (if f (apply f x args) (throw-cast x interface)))))

(norn.prim/set-twin! "clojure.core/empty"
  (fn [x]
    (let [f (norn.prim/type-method x 'empty)]
      (if f (f x) nil))))
(norn.prim/set-twin! "clojure.core/peek" (method-twin 'peek "clojure.lang.IPersistentStack"))
(norn.prim/set-twin! "clojure.core/pop" (method-twin 'pop "clojure.lang.IPersistentStack"))
(norn.prim/set-twin! "clojure.core/key" (method-twin 'getKey "java.util.Map$Entry"))
(norn.prim/set-twin! "clojure.core/val" (method-twin 'getValue "java.util.Map$Entry"))
(norn.prim/set-twin! "clojure.core/meta" (method-twin 'meta "clojure.lang.IMeta"))
(norn.prim/set-twin! "clojure.core/with-meta" (method-twin 'withMeta "clojure.lang.IObj"))
(norn.prim/set-twin! "clojure.core/reset-meta!" (method-twin 'resetMeta "clojure.lang.IReference"))
(norn.prim/set-twin! "clojure.core/transient" (method-twin 'asTransient "clojure.lang.IEditableCollection"))
(norn.prim/set-twin! "clojure.core/persistent!" (method-twin 'persistent "clojure.lang.ITransientCollection"))
(norn.prim/set-twin! "clojure.core/pop!" (method-twin 'pop "clojure.lang.ITransientVector"))
(norn.prim/set-twin! "clojure.core/subvec"
  (fn
    ([v start] (subvec (vec v) start))
    ([v start end] (subvec (vec v) start end))))

(defn- keys-or-vals
  [f x]
  (let [entries (seq x)]
    (if entries (map f entries) nil)))

(norn.prim/set-twin! "clojure.core/keys" (fn [x] (keys-or-vals key x)))
(norn.prim/set-twin! "clojure.core/vals" (fn [x] (keys-or-vals val x)))

;; --- transients ------------------------------------------------------------------------------------------

(norn.prim/set-twin! "clojure.core/conj!"
  (fn
    ([coll] coll)
    ([coll x]
     (cond
       (norn.prim/instance? coll) ((norn.prim/type-method coll 'conj) coll x)
       (norn.prim/transient-set? coll) (put-entry coll x x)
       (nil? x) coll
       :else (reduce (fn [m entry] (assoc! m (nth entry 0) (nth entry 1))) coll (entries-of x))))))

(norn.prim/set-twin! "clojure.core/assoc!"
  (fn
    ([coll k v]
     (if (norn.prim/instance? coll)
       ((norn.prim/type-method coll 'assoc) coll k v)
       (put-entry coll k v)))
    ([coll k v & kvs] (with-each-pair assoc! (assoc! coll k v) kvs))))

(norn.prim/set-twin! "clojure.core/dissoc!"
  (fn
    ([coll k]
     (if (norn.prim/instance? coll)
       ((norn.prim/type-method coll 'without) coll k)
       (take-entry coll k)))
    ([coll k & ks] (with-each dissoc! (dissoc! coll k) ks))))

(norn.prim/set-twin! "clojure.core/disj!"
  (fn
    ([coll k]
     (if (norn.prim/instance? coll)
       ((norn.prim/type-method coll 'disjoin) coll k)
       (take-entry coll k)))
    ([coll k & ks] (with-each disj! (disj! coll k) ks))))

;; --- constructors ----------------------------------------------------------------------------------------

(norn.prim/set-twin! "clojure.core/vec" all-in-vector)
(norn.prim/set-twin! "clojure.core/vector" (fn [& items] (all-in-vector items)))
(norn.prim/set-twin! "clojure.core/set" (fn [coll] (persistent! (reduce conj! (transient #{}) coll))))
(norn.prim/set-twin! "clojure.core/hash-set" (fn [& items] (persistent! (reduce conj! (transient #{}) items))))
(norn.prim/set-twin! "clojure.core/hash-map" (fn [& kvs] (with-each-pair assoc {} kvs)))
(norn.prim/set-twin! "clojure.core/array-map" (fn [& kvs] (with-each-pair assoc {} kvs)))
(norn.prim/set-twin! "clojure.core/sorted-map" (fn [& kvs] (with-each-pair assoc (sorted-map) kvs)))
(norn.prim/set-twin! "clojure.core/sorted-map-by" (fn [comp & kvs] (with-each-pair assoc (sorted-map-by comp) kvs)))
(norn.prim/set-twin! "clojure.core/sorted-set" (fn [& items] (reduce conj (sorted-set) items)))
(norn.prim/set-twin! "clojure.core/sorted-set-by" (fn [comp & items] (reduce conj (sorted-set-by comp) items)))
(norn.prim/set-twin! "norn.prim/into-vector" (fn [v coll] (reduce conj v coll)))
(norn.prim/set-twin! "clojure.core/to-array"
  (fn [coll]
    (let [f (if (norn.prim/user-type? coll) (norn.prim/type-method coll 'toArray) nil)]
      (if f (f coll) (all-items coll)))))
(norn.prim/set-twin! "clojure.core/object-array" all-items)
(norn.prim/set-twin! "clojure.core/into-array"
  (fn
    ([coll] (all-items coll))
    ([type coll] (let [items (vec coll)] (fill-array (make-array type (count items)) items)))))
(norn.prim/set-twin! "clojure.core/to-array-2d" (fn [coll] (to-array-2d (mapv vec coll))))

(norn.prim/set-twin! "norn.prim/make-map"
  (fn [items]
    (loop [m {} left (seq items)]
      (if left
        (if (contains? m (first left))
          (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                   (str "Duplicate key: " (pr-str (first left)))))
          (recur (assoc m (first left) (first (next left))) (next (next left))))
        m))))

(norn.prim/set-twin! "norn.prim/make-set"
  (fn [items]
    (loop [s #{} left (seq items)]
      (if left
        (if (contains? s (first left))
          (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                   (str "Duplicate key: " (pr-str (first left)))))
          (recur (conj s (first left)) (next left)))
        s))))

;; Arrays of a primitive type: the items become a vector first.
(run! (fn [f]
        (norn.prim/set-twin! f
          (fn
            ([coll] (let [items (vec coll)] (fill-array (f (count items)) items)))
            ([size coll] (fill-array (f size) (vec coll))))))
      [boolean-array byte-array char-array double-array float-array int-array long-array short-array])

(norn.prim/set-twin! "clojure.core/name" (method-twin 'getName "clojure.lang.Named"))
(norn.prim/set-twin! "clojure.core/namespace" (method-twin 'getNamespace "clojure.lang.Named"))
(norn.prim/set-twin! "clojure.core/chunk-first" (method-twin 'chunkedFirst "clojure.lang.IChunkedSeq"))
(norn.prim/set-twin! "clojure.core/chunk-rest" (method-twin 'chunkedMore "clojure.lang.IChunkedSeq"))
(norn.prim/set-twin! "clojure.core/chunk-next"
  (fn [s]
    (if (norn.prim/instance? s)
      ((method-twin 'chunkedNext "clojure.lang.IChunkedSeq") s)
      (seq (chunk-rest s)))))

;; --- equality ----------------------------------------------------------------------------------------------

(declare equal-values)

(defn- equal-items
  "Do two sequential things have equal items?"
  [a b]
  (loop [a a b b]
    (let [found (norn.prim/equal-rest a b)]
      (if (boolean? found)
        found
        (let [a (seq (key found)) b (seq (val found))]
          (if a
            (if b
              (if (equal-values (first a) (first b)) (recur (rest a) (rest b)) false)
              false)
            (nil? b)))))))

(defn- entry-of-equal
  "The stored [key value] of what equals x in a map or set. As `find`, but for collections the host is not asked: it would look at
  200 levels of them, at each level again."
  [coll x]
  (if (and (coll? x) (or (norn.prim/editable? coll) (norn.prim/record? coll)) (not (norn.prim/instance? x)))
    (let [h (hash x)
          candidates (norn.prim/map-candidates coll h)
          n (alength candidates)]
      (loop [i 0]
        (if (< i n)
          (let [candidate (aget candidates i)]
            (if (equal-values x candidate)
              (norn.prim/make-entry candidate (norn.prim/map-stored-value coll h candidate))
              (recur (inc i))))
          nil)))
    (if (set? coll)
      (if (contains? coll x) (norn.prim/make-entry x x) nil)
      (find coll x))))

(defn- equal-maps
  [a b]
  (if (= (count a) (count b))
    (loop [left a]
      (let [found (norn.prim/equal-entries-rest left b)]
        (if (boolean? found)
          found
          (let [left (seq found)]
            (if left
              (let [entry (first left)
                    other (entry-of-equal b (key entry))]
                (if (and other (equal-values (val entry) (val other)))
                  (recur (rest left))
                  false))
              true)))))
    false))

(defn- equal-sets
  [a b]
  (if (= (count a) (count b))
    (loop [left a]
      (let [found (norn.prim/equal-members-rest left b)]
        (if (boolean? found)
          found
          (let [left (seq found)]
            (if left
              (if (entry-of-equal b (first left)) (recur (rest left)) false)
              true)))))
    false))

(defn- equals-method
  [x]
  (if (norn.prim/instance? x)
    (or (norn.prim/type-method x 'equiv) (norn.prim/type-method x 'equals))
    nil))

(defn- equal-values
  "(= a b) without asking the host for collections: it has bailed from something in them."
  [a b]
  (cond
    (identical? a b) true
    (norn.prim/instance? a)
    (let [f (equals-method a)]
      (if f (boolean (f a b)) false))
    (and (norn.prim/instance? b) (coll? a))
    (let [f (equals-method b)]
      (if f (boolean (f b a)) false))
    (sequential? a) (if (sequential? b) (equal-items a b) false)
    (or (norn.prim/record? a) (norn.prim/record? b))
    (if (identical? (norn.prim/type-of a) (norn.prim/type-of b)) (equal-maps a b) false)
    (map? a) (if (map? b) (equal-maps a b) false)
    (set? a) (if (set? b) (equal-sets a b) false)
    (or (tagged-literal? a) (reader-conditional? a))
    (and (identical? (norn.prim/type-of a) (norn.prim/type-of b))
         (equal-values (get a :form) (get b :form))
         (equal-values (get a :tag) (get b :tag)))
    :else (norn.prim/equals a b)))

(defn- equal-twin
  ([x] true)
  ([x y] (equal-values x y))
  ([x y & more]
   (loop [x x y y left more]
     (if (= x y)
       (if left (recur y (first left) (next left)) true)
       false))))

(norn.prim/set-twin! "clojure.core/=" equal-twin)
(norn.prim/set-twin! "norn.prim/equals" equal-values)

;; --- hashing ---------------------------------------------------------------------------------------------------

(declare hash-twin)

(defn- hash-part
  "The hash of an item of a collection the host could not hash. Collections are taken apart here: to ask the host again at each
  level of deep data would take it 200 levels each time."
  [x]
  (if (coll? x) (hash-twin x) (hash x)))

(defn- hash-all
  "The hash of all items of a sequence (kind 0), set (1) or map (2): by the host, but for those it stops at."
  [kind coll]
  (loop [sum (if (= kind 0) 1 0) n 0 items coll]
    (let [run (norn.prim/hash-run kind sum n items)
          sum (nth run 0)
          n (nth run 1)
          left (seq (nth run 2))]
      (if left
        (let [item (first left)]
          (recur (cond
                   (= kind 0) (norn.prim/hash-ordered-step sum (hash-part item))
                   (= kind 1) (norn.prim/hash-unordered-step sum (hash-part item))
                   :else (norn.prim/hash-unordered-step
                           sum (norn.prim/hash-entry (hash-part (key item)) (hash-part (val item)))))
                 (inc n) (rest left)))
        (norn.prim/mix-hash sum n)))))

(defn- hash-items [coll] (hash-all 0 coll))
(defn- hash-entries [m] (hash-all 2 m))
(defn- hash-set-items [s] (hash-all 1 s))

(defn- hash-twin
  [x]
  (cond
    (norn.prim/instance? x)
    (let [f (or (norn.prim/type-method x 'hasheq) (norn.prim/type-method x 'hashCode))]
      (if f (unchecked-int (f x)) (norn.prim/identity-hash x)))
    (norn.prim/record? x)
    (let [f (or (norn.prim/type-method x 'hasheq) (norn.prim/type-method x 'hashCode))]
      (if f (unchecked-int (f x)) (norn.prim/hash-record x (hash-entries x))))
    (map? x) (norn.prim/remember-hash! x (hash-entries x))
    (set? x) (norn.prim/remember-hash! x (hash-set-items x))
    (tagged-literal? x) (norn.prim/mix-hash (norn.prim/hash-ordered-step (hash (get x :tag)) (hash (get x :form))) 2)
    :else (norn.prim/remember-hash! x (hash-items x))))

(norn.prim/set-twin! "clojure.core/hash" hash-twin)
(norn.prim/set-twin! "clojure.core/hash-combine" (fn [x y] (hash-combine x (hash-twin y))))

;; --- order --------------------------------------------------------------------------------------------------------

(defn- compare-twin
  [a b]
  (cond
    (identical? a b) 0
    (nil? a) -1
    (nil? b) 1
    (norn.prim/user-type? a)
    (let [f (norn.prim/type-method a 'compareTo)]
      (if f (f a b) (throw-cast a "java.lang.Comparable")))
    (and (vector? a) (vector? b))
    (let [n (count a) m (count b)]
      (cond
        (< n m) -1
        (> n m) 1
        :else (loop [i 0]
                (let [i (norn.prim/compare-from a b i)]
                  (if (< i n)
                    (let [order (compare (nth a i) (nth b i))]
                      (if (= order 0) (recur (inc i)) order))
                    0)))))
    (norn.prim/user-type? b) (throw-cast b (class-text a))
    :else (throw-cast a "java.lang.Comparable")))

(norn.prim/set-twin! "clojure.core/compare" compare-twin)

;; --- sorted collections ---------------------------------------------------------------------------------------------

(norn.prim/set-twin! "norn.prim/sorted-path"
  (fn [coll k] (nth (sorted-place coll k) 0)))

(defn- sorted-part
  "A seq of a sorted collection, from the place of a key on if `from` is [key], in ascending or descending order. User types that are
  Sorted are asked."
  [sc from ascending?]
  (if (norn.prim/user-type? sc)
    (if from
      ((norn.prim/type-method sc 'seqFrom) sc (nth from 0) ascending?)
      ((norn.prim/type-method sc 'seq) sc ascending?))
    (if from
      (norn.prim/sorted-seq-from sc (norn.prim/sorted-path sc (nth from 0)) ascending?)
      (norn.prim/sorted-seq sc ascending?))))

(defn- order-from
  "A function from an entry or item of a sorted collection to how its key compares with k."
  [sc k]
  (if (norn.prim/user-type? sc)
    (let [comp ((norn.prim/type-method sc 'comparator) sc)
          key-of (norn.prim/type-method sc 'entryKey)]
      (fn [item] (three-way comp (key-of sc item) k)))
    (let [comp (or (norn.prim/sorted-comparator sc) compare)
          key-of (if (set? sc) identity key)]
      (fn [item] (three-way comp (key-of item) k)))))

(defn- starting-at
  "The seq from the place of `start` on, without items that fail the test."
  [sc ascending? start test]
  (let [order (order-from sc start)]
    (seq (drop-while (fn [item] (not (test (order item) 0))) (sorted-part sc [start] ascending?)))))

(defn- while-ordered
  [sc items end test]
  (let [order (order-from sc end)]
    (seq (take-while (fn [item] (test (order item) 0)) items))))

(defn- upward?
  [test] (or (identical? test >) (identical? test >=)))

(defn subseq
  "Returns a seq of the entries (items) of a sorted collection whose keys pass the test(s): < <= > >=.
  (subseq (sorted-set 1 2 3) > 1) => (2 3)"
  ([sc test key]
   (if (upward? test)
     (starting-at sc true key test)
     (while-ordered sc (sorted-part sc nil true) key test)))
  ([sc start-test start-key end-test end-key]
   (while-ordered sc (starting-at sc true start-key start-test) end-key end-test)))

(defn rsubseq
  "Like subseq, in reverse order. (rsubseq (sorted-set 1 2 3) <= 2) => (2 1)"
  ([sc test key]
   (if (upward? test)
     (while-ordered sc (sorted-part sc nil false) key test)
     (starting-at sc false key test)))
  ([sc start-test start-key end-test end-key]
   (while-ordered sc (starting-at sc false end-key end-test) start-key start-test)))

(norn.prim/set-twin! "norn.prim/not-found-message"
  (fn [prefix name candidates] (norn.prim/not-found-message prefix name (mapv str candidates))))

;; --- long searches: on the worker pool -----------------------------------------------------------------------------------

(norn.prim/set-twin! "norn.prim/matcher-find!" (fn [m] (norn.prim/matcher-search! m 0)))
(norn.prim/set-twin! "norn.prim/matcher-matches!" (fn [m] (norn.prim/matcher-search! m 1)))
(norn.prim/set-twin! "norn.prim/matcher-looking-at!" (fn [m] (norn.prim/matcher-search! m 2)))
(norn.prim/set-twin! "clojure.core/re-find"
  (fn
    ([m] (if (norn.prim/matcher-search! m 0) (re-groups m) nil))
    ([re s] (let [m (re-matcher re s)] (if (norn.prim/matcher-search! m 0) (re-groups m) nil)))))
(norn.prim/set-twin! "clojure.core/re-matches"
  (fn [re s] (let [m (re-matcher re s)] (if (norn.prim/matcher-search! m 1) (re-groups m) nil))))

;; --- large integers and fractions: on the worker pool -----------------------------------------------------------------------

(defn- multiply-twin
  [x y]
  (if (and (integer? x) (integer? y)) (norn.prim/big-multiply x y) (norn.prim/big-fraction 2 x y)))
(defn- add-twin [x y] (norn.prim/big-fraction 0 x y))
(defn- subtract-twin [x y] (norn.prim/big-fraction 1 x y))
(defn- divide-twin [x y] (norn.prim/big-fraction 3 x y))
(run! (fn [f] (norn.prim/set-twin! f add-twin))
      ["clojure.core/+" "norn.prim/add" "norn.prim/add-promoting" "clojure.core/unchecked-add"])
(run! (fn [f] (norn.prim/set-twin! f subtract-twin))
      ["clojure.core/-" "norn.prim/subtract" "norn.prim/subtract-promoting" "clojure.core/unchecked-subtract"])
(run! (fn [f] (norn.prim/set-twin! f divide-twin)) ["clojure.core//" "norn.prim/divide"])
(norn.prim/set-twin! "clojure.core/*" multiply-twin)  ; the instruction
(norn.prim/set-twin! "norn.prim/multiply" multiply-twin)
(norn.prim/set-twin! "norn.prim/multiply-promoting" multiply-twin)
(norn.prim/set-twin! "clojure.core/unchecked-multiply" multiply-twin)
(norn.prim/set-twin! "clojure.core/quot" (fn [x y] (norn.prim/big-quotient x y)))
(norn.prim/set-twin! "clojure.core/rem" (fn [x y] (norn.prim/big-remainder x y)))
(norn.prim/set-twin! "clojure.core/mod"
  (fn [x y]
    (if (and (integer? x) (integer? y))
      (norn.prim/big-modulo x y)
      (let [m (rem x y)]
        (if (or (zero? m) (= (pos? x) (pos? y))) m (+ m y))))))
(norn.prim/set-twin! "clojure.core/bigint" (fn [s] (norn.prim/big-from-text s 10)))
(norn.prim/set-twin! "clojure.core/biginteger" (fn [s] (norn.prim/big-from-text s 10)))
(norn.prim/set-twin! "norn.prim/parse-bigint" (fn [s radix] (norn.prim/big-from-text s radix)))
(norn.prim/set-twin! "norn.prim/integer-to-string" (fn [n radix] (norn.prim/big-to-text n radix)))

;; --- text ---------------------------------------------------------------------------------------------------------------

(defn- text-of
  "(str x) for what the host cannot print alone."
  [x]
  (let [text (norn.prim/str-or-nil x)]
    (cond
      text text
      (norn.prim/user-type? x)
      (let [f (norn.prim/type-method x 'toString)]
        (cond
          f (f x)
          (or (norn.prim/record? x) (coll? x)) (norn.prim/print-string nil x)
          :else (norn.prim/opaque-string x)))
      (norn.prim/lazy-seq? x) (norn.prim/opaque-string x)
      (integer? x) (norn.prim/big-to-text x 10)
      :else (norn.prim/print-string nil x))))

(defn- finished
  "The text of a builder, which is not used again."
  [builder]
  (loop [from 0 n 0]
    (let [found (norn.prim/finish-some! builder from n)]
      (if (string? found)
        found
        (recur (nth found 0) (nth found 1))))))

(defn- append-rest
  "Appends string s from a byte offset on, and returns the builder."
  [builder s from]
  (loop [from from]
    (if from
      (recur (norn.prim/append-some! builder s from))
      builder)))

(defn- joined-texts
  "The texts of the items with a separator between them."
  [separator items]
  (let [out (norn.prim/string-builder)]
    (loop [left items first? true]
      (let [more (norn.prim/join-some! out left separator first?)
            first? (and first? (identical? more left))
            more (seq more)]
        (if more
          (let [x (first more)]
            (when-not first? (norn.prim/string-builder-append! out separator))
            (if (norn.prim/long-text? x)
              (append-rest out x 0)
              (when-not (nil? x) (norn.prim/string-builder-append! out (text-of x))))
            (recur (rest more) false))
          (finished out))))))

(norn.prim/define-var! "norn.prim" "builder-finished" finished)
(norn.prim/define-var! "norn.prim" "append-rest!" append-rest)
(norn.prim/define-var! "norn.prim" "joined-texts" joined-texts)

(norn.prim/set-twin! "clojure.core/str"
  (fn
    ([x] (text-of x))
    ([x & xs] (joined-texts "" (cons x xs)))))

(defn- appended-by
  "The text that `append!` appends piece by piece of string s, from an offset on."
  [append! s from]
  (let [out (norn.prim/string-builder)]
    (loop [from from]
      (if from
        (recur (append! out s from))
        (finished out)))))

(norn.prim/set-twin! "clojure.string/upper-case"
  (fn [s] (appended-by norn.prim/append-upper-some! (text-of s) 0)))
(norn.prim/set-twin! "clojure.string/lower-case"
  (fn [s] (appended-by norn.prim/append-lower-some! (text-of s) 0)))
(norn.prim/set-twin! "clojure.string/reverse"
  (fn [s] (appended-by norn.prim/append-reversed-some! (str s) 0)))
(norn.prim/set-twin! "clojure.string/capitalize"
  (fn [s]
    (let [s (text-of s)]
      (if (= "" s)
        s
        (str (clojure.string/upper-case (subs s 0 1)) (clojure.string/lower-case (subs s 1)))))))

(norn.prim/set-twin! "norn.prim/string-builder-append!"
  (fn [builder x] (norn.prim/string-builder-append! builder (text-of x))))

(norn.prim/set-twin! "clojure.core/format"
  (fn [fmt & args]
    (apply format fmt (map (fn [x] (if (norn.prim/str-or-nil x) x (text-of x))) args))))

;; Functions of text on objects that have a toString of their own.
(run! (fn [f]
        (norn.prim/set-twin! f (fn [x & args] (apply f (text-of x) args))))
      [gensym clojure.string/starts-with?
       clojure.string/ends-with? clojure.string/includes? clojure.string/re-quote-replacement])
