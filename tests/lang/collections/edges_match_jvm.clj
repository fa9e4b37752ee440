;; What collection functions do at their edges: results and errors as in Clojure 1.12.
(defmacro t [& forms] `(do ~@(map (fn [f] `(println (pr-str (quote ~f)) "=>" (try (let [r# ~f] (pr-str r#)) (catch Throwable e# (str (.getName (class e#)) ": " (ex-message e#)))))) forms)))
(t (nth [] 0) (nth nil 0) (nth "abc" 3) (nth '(1) 1) (nth {:a 1} 0) (nth #{1} 0 :x) (nth [1 2] 1.7) (nth (range 5) 2) (nth (map inc [1]) 4 :none)
 (get "abc" 1.7) (get [1 2] 1.0) (get nil :a :d) (get 5 :a) (get #{nil} nil :x) (get {nil 1} nil)
 (contains? "abc" 1) (contains? '(1) 1) (contains? nil 1) (contains? [1] 1N) (contains? (transient {:a 1}) :a)
 (count nil) (count "aé") (count 5) (count (map inc [1 2])) (count {:a 1}) (count (seq {:a 1 :b 2}))
 (first 5) (first {}) (rest nil) (next [1]) (rest [1]) (seq "") (seq 1) (cons 1 nil) (cons 1 2) (conj nil 1) (conj {} [1 2 3]) (conj {} 1) (conj {} '(1 2)) (conj {:a 1} {:b 2}) (conj '(1) 2) (conj 1 2) (conj) (conj nil)
 (assoc nil 1 2) (assoc [] 0 1) (assoc [] 1 1) (assoc [] :a 1) (assoc '(1) 0 1) (assoc {} 1) (assoc #{} 1 2) (dissoc [1] 0) (dissoc nil 1) (disj #{1} 1) (disj [1] 1) (disj nil 1)
 (peek '()) (pop []) (pop '()) (pop nil) (peek #{}) (peek nil) (subvec [1 2 3] 1) (subvec [1 2] 1 5) (subvec [1 2] 2 1) (subvec '(1) 0)
 (hash-map 1) (array-map 1 2 1 3) (hash-set 1 1) (sorted-map :a 1 2 3) (sorted-set 3 1 2) (sorted-map-by > 1 2 3 4)
 (keys nil) (keys {}) (keys [[1 2]]) (vals {:a 1}) (key (first {:a 1})) (key [1 2]) (find {:a 1} :a) (find [5] 0) (find '(1) 0)
 (empty [1]) (empty "a") (empty (first {:a 1})) (empty (range 3)) (vec nil) (vec "ab") (vec 5) (vec (first {1 2})) (set nil) (set "aab") (set 5)
 (= [] ()) (= [] nil) (= {} []) (= 1 1.0) (= 1 1N) (= "a" \a) (= [1 [2]] '(1 (2))) (= #{1} #{1.0}) (= {1 2} (sorted-map 1 2)) (= (range 3) [0 1 2]) (=  1)
 (compare nil 1) (compare 1 1.5) (compare [1] [1 2]) (compare 'a 'b) (compare \a \b) (compare true false) (compare {} {}) (compare "abc" "abd") (compare :a "a") (compare (list 1) (list 1))
 (transient '(1)) (let [x (transient [])] (persistent! x) (conj! x 1)) (assoc! (transient [1]) 5 1) (conj! (transient {}) [1]) (pop! (transient [])) (dissoc! (transient [1]) 0) (persistent! [1])
 (with-meta 1 {}) (with-meta [1] 5) (meta 1) (meta (with-meta (fn []) {:a 1})) (meta (with-meta 'x {:b 2}))
 (rseq [1 2]) (rseq []) (rseq '(1)) (rseq (sorted-map 1 2 3 4)) (reverse [1 2]) 
 (sequential? (range)) (associative? [1]) (counted? (map inc [1])) (coll? "a") (seq? []) (list? (cons 1 nil)) (list? '(1)) (vector? (first {:a 1})) (map? (sorted-map)) (ifn? :a) (fn? :a) (fn? inc) (ifn? 5) (indexed? "a") (reversible? [1]) (sorted? (sorted-set)) (map-entry? [1 2])
 ({:a 1} :a) ([1 2] 5) (#{1} 2) (:a {:a 1}) (:a nil :d) ('a {'a 1}) ((sorted-map 1 2) 1) ({:a 1} :b :c) ([1 2] 0 1))
;=> (nth [] 0) => java.lang.IndexOutOfBoundsException: Index 0 out of bounds for length 0
;=> (nth nil 0) => nil
;=> (nth "abc" 3) => java.lang.IndexOutOfBoundsException: Index 3 out of bounds for length 3
;=> (nth (quote (1)) 1) => java.lang.IndexOutOfBoundsException: Index 1 out of bounds for length 1
;=> (nth {:a 1} 0) => java.lang.UnsupportedOperationException: nth not supported on this type: PersistentArrayMap
;=> (nth #{1} 0 :x) => java.lang.UnsupportedOperationException: nth not supported on this type: PersistentHashSet
;=> (nth [1 2] 1.7) => 2
;=> (nth (range 5) 2) => 2
;=> (nth (map inc [1]) 4 :none) => :none
;=> (get "abc" 1.7) => \b
;=> (get [1 2] 1.0) => nil
;=> (get nil :a :d) => :d
;=> (get 5 :a) => nil
;=> (get #{nil} nil :x) => nil
;=> (get {nil 1} nil) => 1
;=> (contains? "abc" 1) => true
;=> (contains? (quote (1)) 1) => java.lang.IllegalArgumentException: contains? not supported on type: clojure.lang.PersistentList
;=> (contains? nil 1) => false
;=> (contains? [1] 1N) => false
;=> (contains? (transient {:a 1}) :a) => true
;=> (count nil) => 0
;=> (count "aé") => 2
;=> (count 5) => java.lang.UnsupportedOperationException: count not supported on this type: Long
;=> (count (map inc [1 2])) => 2
;=> (count {:a 1}) => 1
;=> (count (seq {:a 1, :b 2})) => 2
;=> (first 5) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (first {}) => nil
;=> (rest nil) => ()
;=> (next [1]) => nil
;=> (rest [1]) => ()
;=> (seq "") => nil
;=> (seq 1) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (cons 1 nil) => (1)
;=> (cons 1 2) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (conj nil 1) => (1)
;=> (conj {} [1 2 3]) => java.lang.IllegalArgumentException: Vector arg to map conj must be a pair
;=> (conj {} 1) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (conj {} (quote (1 2))) => java.lang.ClassCastException: class java.lang.Long cannot be cast to class java.util.Map$Entry
;=> (conj {:a 1} {:b 2}) => {:a 1, :b 2}
;=> (conj (quote (1)) 2) => (2 1)
;=> (conj 1 2) => java.lang.ClassCastException: class java.lang.Long cannot be cast to class clojure.lang.IPersistentCollection
;=> (conj) => []
;=> (conj nil) => nil
;=> (assoc nil 1 2) => {1 2}
;=> (assoc [] 0 1) => [1]
;=> (assoc [] 1 1) => java.lang.IndexOutOfBoundsException: Index 1 out of bounds for length 0
;=> (assoc [] :a 1) => java.lang.IllegalArgumentException: Key must be integer
;=> (assoc (quote (1)) 0 1) => java.lang.ClassCastException: class clojure.lang.PersistentList cannot be cast to class clojure.lang.Associative
;=> (assoc {} 1) => clojure.lang.ArityException: Wrong number of args (2) passed to: clojure.core/assoc, which takes ([map key val] [map key val & kvs])
;=> (assoc #{} 1 2) => java.lang.ClassCastException: class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.Associative
;=> (dissoc [1] 0) => java.lang.ClassCastException: class clojure.lang.PersistentVector cannot be cast to class clojure.lang.IPersistentMap
;=> (dissoc nil 1) => nil
;=> (disj #{1} 1) => #{}
;=> (disj [1] 1) => java.lang.ClassCastException: class clojure.lang.PersistentVector cannot be cast to class clojure.lang.IPersistentSet
;=> (disj nil 1) => nil
;=> (peek (quote ())) => nil
;=> (pop []) => java.lang.IllegalStateException: Can't pop empty vector
;=> (pop (quote ())) => java.lang.IllegalStateException: Can't pop empty list
;=> (pop nil) => nil
;=> (peek #{}) => java.lang.ClassCastException: class clojure.lang.PersistentHashSet cannot be cast to class clojure.lang.IPersistentStack
;=> (peek nil) => nil
;=> (subvec [1 2 3] 1) => [2 3]
;=> (subvec [1 2] 1 5) => java.lang.IndexOutOfBoundsException: Index 5 out of bounds for length 2
;=> (subvec [1 2] 2 1) => java.lang.IndexOutOfBoundsException: Index 1 out of bounds for length 2
;=> (subvec (quote (1)) 0) => java.lang.ClassCastException: class clojure.lang.PersistentList cannot be cast to class clojure.lang.IPersistentVector
;=> (hash-map 1) => java.lang.IllegalArgumentException: No value supplied for key: 1
;=> (array-map 1 2 1 3) => {1 3}
;=> (hash-set 1 1) => #{1}
;=> (sorted-map :a 1 2 3) => java.lang.ClassCastException: class clojure.lang.Keyword cannot be cast to class java.lang.Number
;=> (sorted-set 3 1 2) => #{1 2 3}
;=> (sorted-map-by > 1 2 3 4) => {3 4, 1 2}
;=> (keys nil) => nil
;=> (keys {}) => nil
;=> (keys [[1 2]]) => java.lang.ClassCastException: class clojure.lang.PersistentVector cannot be cast to class java.util.Map$Entry
;=> (vals {:a 1}) => (1)
;=> (key (first {:a 1})) => :a
;=> (key [1 2]) => java.lang.ClassCastException: class clojure.lang.PersistentVector cannot be cast to class java.util.Map$Entry
;=> (find {:a 1} :a) => [:a 1]
;=> (find [5] 0) => [0 5]
;=> (find (quote (1)) 0) => java.lang.IllegalArgumentException: find not supported on type: clojure.lang.PersistentList
;=> (empty [1]) => []
;=> (empty "a") => nil
;=> (empty (first {:a 1})) => nil
;=> (empty (range 3)) => ()
;=> (vec nil) => []
;=> (vec "ab") => [\a \b]
;=> (vec 5) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (vec (first {1 2})) => [1 2]
;=> (set nil) => #{}
;=> (set "aab") => #{\a \b}
;=> (set 5) => java.lang.IllegalArgumentException: Don't know how to create ISeq from: java.lang.Long
;=> (= [] ()) => true
;=> (= [] nil) => false
;=> (= {} []) => false
;=> (= 1 1.0) => false
;=> (= 1 1N) => true
;=> (= "a" \a) => false
;=> (= [1 [2]] (quote (1 (2)))) => true
;=> (= #{1} #{1.0}) => false
;=> (= {1 2} (sorted-map 1 2)) => true
;=> (= (range 3) [0 1 2]) => true
;=> (= 1) => true
;=> (compare nil 1) => -1
;=> (compare 1 1.5) => -1
;=> (compare [1] [1 2]) => -1
;=> (compare (quote a) (quote b)) => -1
;=> (compare \a \b) => -1
;=> (compare true false) => 1
;=> (compare {} {}) => 0
;=> (compare "abc" "abd") => -1
;=> (compare :a "a") => java.lang.ClassCastException: class java.lang.String cannot be cast to class clojure.lang.Keyword
;=> (compare (list 1) (list 1)) => java.lang.ClassCastException: class clojure.lang.PersistentList cannot be cast to class java.lang.Comparable
;=> (transient (quote (1))) => java.lang.ClassCastException: class clojure.lang.PersistentList cannot be cast to class clojure.lang.IEditableCollection
;=> (let [x (transient [])] (persistent! x) (conj! x 1)) => java.lang.IllegalAccessError: Transient used after persistent! call
;=> (assoc! (transient [1]) 5 1) => java.lang.IndexOutOfBoundsException: Index 5 out of bounds for length 1
;=> (conj! (transient {}) [1]) => java.lang.IllegalArgumentException: Vector arg to map conj must be a pair
;=> (pop! (transient [])) => java.lang.IllegalStateException: Can't pop empty vector
;=> (dissoc! (transient [1]) 0) => java.lang.ClassCastException: class clojure.lang.PersistentVector$TransientVector cannot be cast to class clojure.lang.ITransientMap
;=> (persistent! [1]) => java.lang.ClassCastException: class clojure.lang.PersistentVector cannot be cast to class clojure.lang.ITransientCollection
;=> (with-meta 1 {}) => java.lang.ClassCastException: class java.lang.Long cannot be cast to class clojure.lang.IObj
;=> (with-meta [1] 5) => java.lang.ClassCastException: class java.lang.Long cannot be cast to class clojure.lang.IPersistentMap
;=> (meta 1) => nil
;=> (meta (with-meta (fn []) {:a 1})) => {:a 1}
;=> (meta (with-meta (quote x) {:b 2})) => {:b 2}
;=> (rseq [1 2]) => (2 1)
;=> (rseq []) => nil
;=> (rseq (quote (1))) => java.lang.ClassCastException: class clojure.lang.PersistentList cannot be cast to class clojure.lang.Reversible
;=> (rseq (sorted-map 1 2 3 4)) => ([3 4] [1 2])
;=> (reverse [1 2]) => (2 1)
;=> (sequential? (range)) => true
;=> (associative? [1]) => true
;=> (counted? (map inc [1])) => false
;=> (coll? "a") => false
;=> (seq? []) => false
;=> (list? (cons 1 nil)) => true
;=> (list? (quote (1))) => true
;=> (vector? (first {:a 1})) => true
;=> (map? (sorted-map)) => true
;=> (ifn? :a) => true
;=> (fn? :a) => false
;=> (fn? inc) => true
;=> (ifn? 5) => false
;=> (indexed? "a") => false
;=> (reversible? [1]) => true
;=> (sorted? (sorted-set)) => true
;=> (map-entry? [1 2]) => false
;=> ({:a 1} :a) => 1
;=> ([1 2] 5) => java.lang.IndexOutOfBoundsException: Index 5 out of bounds for length 2
;=> (#{1} 2) => nil
;=> (:a {:a 1}) => 1
;=> (:a nil :d) => :d
;=> ((quote a) {(quote a) 1}) => 1
;=> ((sorted-map 1 2) 1) => 2
;=> ({:a 1} :b :c) => :c
;=> ([1 2] 0 1) => clojure.lang.ArityException: Wrong number of args (2) passed to: [1 2] (clojure.lang.PersistentVector)
