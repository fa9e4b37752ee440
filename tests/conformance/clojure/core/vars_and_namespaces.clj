;; Vars, bindings, namespaces, macros.
(defmacro error [form] `(try ~form (catch Throwable e# (symbol (.getSimpleName (class e#))))))

(prn (ns-name *ns*)) ;=> user
(prn (resolve 'map)) ;=> #'clojure.core/map
(prn (resolve 'nope)) ;=> nil
(prn (ns-resolve 'clojure.core 'map)) ;=> #'clojure.core/map
(def x1 5)
(prn x1) ;=> 5
(prn #'x1) ;=> #'user/x1
(prn (var-get #'x1)) ;=> 5
(prn @#'x1) ;=> 5
(prn (:arglists (meta #'map))) ;=> ([f] [f coll] [f c1 c2] [f c1 c2 c3] [f c1 c2 c3 & colls])
(def ^:dynamic *d* 1)
(prn (binding [*d* 2] *d*)) ;=> 2
(prn *d*) ;=> 1
(defn add "doc" {:added "1"} ([a] a) ([a b] (+ a b)))
(prn (:arglists (meta #'add))) ;=> ([a] [a b])
(prn (:doc (meta #'add))) ;=> "doc"
(defn- pv [] 1)
(prn (:private (meta #'pv))) ;=> true
(prn (with-redefs [add (fn [& _] :mock)] (add 1))) ;=> :mock
(prn (add 1)) ;=> 1
(prn (alter-var-root #'x1 inc)) ;=> 6
(prn x1) ;=> 6
(defonce x1 9)
(prn x1) ;=> 6
(declare later)
(prn (bound? #'later)) ;=> false
(prn (intern 'user 'y 3)) ;=> #'user/y
(prn y) ;=> 3
(ns-unmap 'user 'y)
(prn (resolve 'y)) ;=> nil
(alias 's 'clojure.string)
(prn (s/join [1])) ;=> "1"
(prn (find-ns 'nope)) ;=> nil
(create-ns 'foo.bar)
(prn (ns-interns 'foo.bar)) ;=> {}
(in-ns 'user)
(prn (contains? (ns-publics 'clojure.core) 'map)) ;=> true
(prn (find-var 'clojure.core/map)) ;=> #'clojure.core/map
(prn (binding [*d* 3] (let [f (bound-fn [] *d*)] (binding [*d* 4] (f))))) ;=> 3
(prn (binding [*d* 5] @(future *d*))) ;=> 5
(prn (with-local-vars [a 1] (var-set a 2) (var-get a))) ;=> 2
(prn (thread-bound? #'*d*)) ;=> false
(prn (binding [*d* 1] (set! *d* 7) *d*)) ;=> 7
(prn (error (set! *d* 1))) ;=> IllegalStateException
(defmacro mm [& b] `(do ~@b))
(prn (mm 1 2)) ;=> 2
(prn (macroexpand-1 '(mm 1 2))) ;=> (do 1 2)
(prn (macroexpand-1 '(when a b))) ;=> (if a (do b))
(prn (macroexpand '(.foo a b))) ;=> (. a foo b)
(prn (macroexpand '(Foo. a))) ;=> (new Foo a)
(prn (macroexpand-1 '(foo a))) ;=> (foo a)
(prn (eval '(+ 1 2))) ;=> 3
(prn (eval (list + 1 2))) ;=> 3
(prn (load-string "(def zz 1) (inc zz)")) ;=> 2
(prn (special-symbol? 'if)) ;=> true
(prn (symbol? (gensym "a"))) ;=> true
(prn (test #'add)) ;=> :no-test
(prn (let [&x 1] &x)) ;=> 1
(defmacro e [] (vec (keys &env)))
(prn (let [a 1 b 2] (e))) ;=> [1 2]
(defmacro f [x] (meta &form))
(prn (f 1)) ;=> {:line 65, :column 6}
