;; The macro expander, and eval.
;;
;; This file owns the step between the reader and the compiler: it turns a form
;; as the reader made it into a form in which only special forms, calls and
;; constants are left. The compiler (C++) is a leaf and never calls a macro; we
;; do, in bytecode, so a macro may wait like any other function.
;;
;; It is the first code that runs, so it is written in special forms only, as are
;; pending.clj and boot.clj after it: the boot compiles each form of them directly.
;; Later files get `defn` and friends.
;;
;; Invariants
;; - A symbol is handed on as the object the reader made: it carries its
;;   position. A rebuilt list keeps the metadata (so the position) of the list it
;;   was made from.
;; - Names of special forms cannot be shadowed; macros can, by locals (`env`: a
;;   map from local symbol to true, or nil outside of every local; it is the
;;   macros' &env).
;; - Whatever a macro returns is realized before the compiler sees it.
;; - Host interop becomes calls of norn.interop, or of a var in norn.statics (see
;;   interop.clj), so a class nobody knows is an error at its first use only.

(def ^{:dynamic true :doc "The current namespace: a Namespace. `in-ns` and `ns` set it while a file is loaded."}
  *ns* (norn.prim/find-ns 'clojure.core))

(def ^{:dynamic true :doc "The path of the file being loaded, a string, or nil."}
  *file* nil)

;; Vars that a source file may set! for itself. They say nothing to Norn.
(def ^{:dynamic true :doc "For compatibility: there is no reflection to warn about."} *warn-on-reflection* false)
(def ^{:dynamic true :doc "For compatibility: arithmetic is always checked; see unchecked-add."} *unchecked-math* false)
(def ^{:dynamic true :doc "For compatibility: options of the JVM's compiler."} *compiler-options* nil)

;; Vars that calls with a fixed number of arguments compile to opcodes; numbers.clj gives them their functions.
(def +) (def -) (def *) (def /) (def <) (def <=) (def >) (def >=) (def ==) (def bit-and) (def bit-or) (def bit-xor)
(def pr-str)  ; print.clj

;; --- small tools ---------------------------------------------------------------

(def ^{:private true :doc "A list of the items of a vector."}
  vector->list
  (fn* vector->list [items] (norn.prim/apply-seq list nil (seq items))))

(def ^{:private true :doc "A list of `items` (a vector) with the metadata, so the position, of `form`."}
  list-like
  (fn* list-like [form items]
    (let* [made (vector->list items)
           m (meta form)]
      (if m (with-meta made m) made))))

(def ^{:private true :doc "What the symbol means in the current namespace: a Var, a Type, or nil."}
  resolve-in-ns
  (fn* resolve-in-ns [sym] (norn.prim/resolve-symbol *ns* sym)))

(def ^{:private true :doc "The namespace a symbol's namespace part stands for (alias or full name), or nil."}
  namespace-named
  (fn* namespace-named [text]
    (let* [sym (symbol text)
           aliased (norn.prim/ns-alias *ns* sym)]
      (if aliased aliased (norn.prim/find-ns sym)))))

(def ^{:private true :doc "The Type a class name stands for here, or nil."}
  class-named
  (fn* class-named [sym]
    (let* [found (resolve-in-ns sym)]
      (if (norn.prim/type? found) found nil))))

(def ^{:private true :doc "True if the text reads like a class name: its last dotted part begins with a capital letter."}
  class-like?
  (fn* class-like? [text]
    (let* [end (count text)]
      (loop* [i 0 start 0]
        (if (< i end)
          (recur (inc i) (if (= (nth text i) \.) (inc i) start))
          (if (< start end) (norn.prim/upper-case? (nth text start)) false))))))

(def ^{:private true :doc "True if the text contains a dot anywhere but at its ends."}
  dotted?
  (fn* dotted? [text]
    (let* [end (dec (count text))]
      (loop* [i 1]
        (if (< i end)
          (if (= (nth text i) \.) true (recur (inc i)))
          false)))))

(def ^{:private true :doc "The class a symbol's namespace part names, as [symbol type-or-nil]; nil if it names a namespace."}
  class-part
  (fn* class-part [sym]
    (let* [part (namespace sym)]
      (if (nil? part)
        nil
        (if (namespace-named part)
          nil
          (let* [class-symbol (symbol part)
                 type (class-named class-symbol)]
            (if type
              [class-symbol type]
              (if (class-like? part) [class-symbol nil] nil))))))))

(def ^{:private true :doc "The symbol of the var that holds a static member of a known class, or nil. Constructors are called new."}
  static-var
  (fn* static-var [type member]
    (if (nil? type)
      nil
      (let* [sym (symbol "norn.statics" (str (norn.prim/type-name type) "." member))]
        (if (resolve-in-ns sym) sym nil)))))

;; --- constants -----------------------------------------------------------------
;; Quoted data may hold what a macro left unfinished: lazy sequences. As constants they become lists.

(def ^{:private true} constant)

(def ^{:private true :doc "Every item through `constant`, as a vector."}
  constant-items
  (fn* constant-items [items]
    (loop* [left (seq items) done []]
      (if left
        (recur (next left) (conj done (constant (first left))))
        done))))

(def ^{:private true :doc "True if two equally long seqables hold the same objects."}
  same-items?
  (fn* same-items? [a b]
    (loop* [a (seq a) b (seq b)]
      (if a
        (if (identical? (first a) (first b)) (recur (next a) (next b)) false)
        true))))

(def ^{:private true :doc "A map with (f key) for each key and (f value) for each value, in the same order; itself if nothing changes."}
  changed-map
  (fn* changed-map [m f]
    (loop* [left (seq m) made m all [] same-keys true]
      (if left
        (let* [k (key (first left))
               v (val (first left))
               k2 (f k)
               v2 (f v)
               same-keys (if same-keys (identical? k k2) false)]
          (recur (next left)
                 (if same-keys (if (identical? v v2) made (assoc made k v2)) m)
                 (conj (conj all k2) v2)
                 same-keys))
        (if same-keys
          made
          (loop* [left (seq all) made (with-meta {} (meta m))]
            (if left
              (recur (next (next left)) (assoc made (first left) (first (next left))))
              made)))))))

(def ^{:private true :doc "A quoted form with lists in place of other sequences, at any depth."}
  constant
  (fn* constant [form]
    (if (seq? form)
      (let* [items (constant-items form)]
        (if (if (list? form) (same-items? form items) false)
          form
          (list-like form items)))
      (if (vector? form)
        (let* [items (constant-items form)]
          (if (same-items? form items) form (with-meta items (meta form))))
        (if (if (map? form) (not (norn.prim/record? form)) false)
          (changed-map form constant)
          (if (set? form)
            (loop* [left (seq form) made form]
              (if left
                (let* [item (first left)
                       item2 (constant item)]
                  (recur (next left)
                         (if (identical? item item2) made (conj (disj made item) item2))))
                made))
            form))))))

;; --- forms ---------------------------------------------------------------------

(def ^{:private true} expand-form)

(def ^{:private true :doc "Expands each of `forms`; a vector."}
  expand-items
  (fn* expand-items [forms env]
    (loop* [left (seq forms) done []]
      (if left
        (recur (next left) (conj done (expand-form (first left) env)))
        done))))

(def ^{:private true :doc "A call, or a special form whose operands are all expressions: the head stays."}
  expand-operands
  (fn* expand-operands [form env]
    (list-like form
      (loop* [left (next form) done [(first form)]]
        (if left
          (recur (next left) (conj done (expand-form (first left) env)))
          done)))))

(def ^{:private true :doc "The metadata a program wrote on a form: without positions; nil if that leaves nothing."}
  written-meta
  (fn* written-meta [form]
    (let* [m (meta form)]
      (if m
        (let* [left (dissoc m :line :column :end-line :end-column :file)
               tag (get left :tag)
               left (if (if tag (symbol? tag) false) (assoc left :tag (list 'quote tag)) left)]
          (if (seq left) left nil))
        nil))))

(def ^{:private true :doc "The expression for a collection literal `made`, with the metadata written on `form` evaluated too."}
  with-written-meta
  (fn* with-written-meta [form made env]
    (let* [m (written-meta form)]
      (if m
        (list 'clojure.core/with-meta (with-meta made nil) (expand-form m env))
        made))))

(def ^{:private true}
  expand-vector
  (fn* expand-vector [form env]
    (let* [items (expand-items form env)]
      (with-written-meta form (if (same-items? form items) form items) env))))

(def ^{:private true}
  expand-map
  (fn* expand-map [form env]
    (with-written-meta form (changed-map form (fn* [x] (expand-form x env))) env)))

(def ^{:private true}
  expand-set
  (fn* expand-set [form env]
    (let* [made (loop* [left (seq form) made form]
                  (if left
                    (let* [item (first left)
                           item2 (expand-form item env)]
                      (recur (next left)
                             (if (identical? item item2) made (conj (disj made item) item2))))
                    made))]
      (with-written-meta form made env))))

(def ^{:private true :doc "A call or value of a static member: `args` is nil for a value, else a vector of expanded arguments."}
  static-member
  (fn* static-member [form class-symbol type member args]
    (let* [known (static-var type member)]
      (if args
        (if known
          (if (if (= 0 (count args)) (not (fn? (norn.prim/var-root (resolve-in-ns known)))) false)
            known
            (list-like form (norn.prim/into-vector [known] args)))
          (list-like form
            (norn.prim/into-vector [(list 'norn.interop/static (list 'quote class-symbol) (list 'quote (symbol member)))]
                                   args)))
        (if known
          known
          (list 'norn.interop/static-value (list 'quote class-symbol) (list 'quote (symbol member))))))))

(def ^{:private true}
  expand-symbol
  (fn* expand-symbol [sym env]
    (if (get env sym)
      sym
      (if (nil? (namespace sym))
        (if (if (dotted? (name sym)) (nil? (resolve-in-ns sym)) false)
          (list 'norn.interop/class-named (list 'quote sym))
          sym)
        (let* [class (class-part sym)]
          (if class
            (let* [member (name sym)]
              (if (= (nth member 0) \.)
                (list 'norn.interop/method-function (list 'quote (symbol (subs member 1))))
                (static-member sym (nth class 0) (nth class 1) member nil)))
            sym))))))

(def ^{:private true :doc "The metadata of a macro's result: its own, with the position of the form it came from if it has none."}
  positioned
  (fn* positioned [result form]
    (if (seq? result)
      (let* [result-meta (meta result)]
        (if (get result-meta :line)
          result
          (let* [form-meta (meta form)
                 line (get form-meta :line)
                 made (seq result)]
            (if (if line made false)
              (with-meta made (assoc (if result-meta result-meta {}) :line line :column (get form-meta :column)))
              result))))
      result)))

(def ^{:private true :doc "Walks to the end of a sequence, so that all of it is realized; returns it."}
  realize
  (fn* realize [items]
    (loop* [left (seq items)]
      (if left (recur (next left)) items))))

(def ^{:private true :doc "Special forms, by name: [form env] to expanded form."}
  special-forms)

(def ^{:private true :doc "Interop sugar: (.m x a), (.-f x), (Foo. a), (Foo/.m x a), (Foo/new a); other forms come back as they are."}
  expand-sugar
  (fn* expand-sugar [form head]
    (let* [text (name head)
           last-index (dec (count text))]
      (if (nil? (namespace head))
        (if (if (= (nth text 0) \.) (> last-index 0) false)
          (if (next form)
            (list-like form
              (norn.prim/into-vector ['. (first (next form)) (symbol (subs text 1))] (next (next form))))
            (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                     (str "Malformed member expression: " text " expects a target, (" text " target args*)"))))
          (if (if (> last-index 0) (= (nth text last-index) \.) false)
            (list-like form
              (norn.prim/into-vector ['new (symbol (subs text 0 last-index))] (next form)))
            form))
        (let* [class (class-part head)]
          (if class
            (if (= text "new")
              (list-like form (norn.prim/into-vector ['new (nth class 0)] (next form)))
              (if (= (nth text 0) \.)
                (if (next form)
                  (list-like form
                    (norn.prim/into-vector ['. (first (next form)) (symbol (subs text 1))] (next (next form))))
                  (throw (norn.prim/make-exception "java.lang.IllegalArgumentException"
                           (str "Malformed member expression: " head " expects a target"))))
                form))
            form))))))

(def ^{:private true :doc "What to throw for an exception that the macro of `form` threw: with the place of the form, unless it
  has one of its own. A wrong number of arguments is counted without &form and &env."}
  macro-failure
  (fn* macro-failure [exception form macro-var]
    (if (norn.prim/exception-info exception)
      exception
      (let* [message (str (ex-message exception))
             symbol-text (str (norn.prim/var-symbol macro-var))
             count-given (count (next form))]
        (if (clojure.string/starts-with?
             message (str "Wrong number of args (" (+ 2 count-given) ") passed to: " symbol-text ","))
          (norn.prim/syntax-error
           form (str "Wrong number of args (" count-given ") passed to: " symbol-text ", which takes "
                     (get (meta macro-var) :arglists)))
          (norn.prim/syntax-error form (str "Macro " symbol-text " failed: " message) exception))))))

(def ^{:private true :doc "What a namespace that refers nothing can still call: a file may be loaded while its caller's ns form runs."}
  known-everywhere {'ns 'clojure.core/ns, 'in-ns 'clojure.core/in-ns})

(def ^{:private true :doc "One step: the expansion of a macro call or of interop sugar, or the form itself (the same object)."}
  expand-once
  (fn* expand-once [form env]
    (if (if (seq? form) (symbol? (first form)) false)
      (let* [head (first form)]
        (if (get special-forms head)
          form
          (if (get env head)
            form
            (let* [found (resolve-in-ns head)]
              (if (norn.prim/var? found)
                (if (norn.prim/var-macro? found)
                  (positioned (try
                                (norn.prim/apply-seq (norn.prim/var-root found) [form env] (realize (next form)))
                                (catch :default e (throw (macro-failure e form found))))
                              form)
                  form)
                (if (if (nil? found) (get known-everywhere head) nil)
                  (list-like form (norn.prim/into-vector [(get known-everywhere head)] (next form)))
                  (expand-sugar form head)))))))
      form)))

(def ^{:private true}
  expand-seq
  (fn* expand-seq [form env]
    (let* [items (seq form)]
      (if items
        (let* [head (first items)]
          (if (symbol? head)
            (let* [special (get special-forms head)]
              (if special
                (special form env)
                (let* [expanded (expand-once form env)]
                  (if (identical? expanded form)
                    (let* [class (if (get env head) nil (class-part head))]
                      (if class
                        (static-member form (nth class 0) (nth class 1) (name head) (expand-items (next items) env))
                        (expand-operands form env)))
                    (expand-form expanded env)))))
            (list-like form (expand-items items env))))
        (if (list? form) form ())))))

(def ^{:private true :doc "The form with every macro in it expanded. `env`: map of the local symbols around it, or nil."}
  expand-form
  (fn* expand-form [form env]
    (if (symbol? form)
      (expand-symbol form env)
      (if (seq? form)
        (expand-seq form env)
        (if (vector? form)
          (expand-vector form env)
          (if (map? form)
            (if (norn.prim/record? form) form (expand-map form env))
            (if (set? form)
              (expand-set form env)
              form)))))))

;; --- special forms ---------------------------------------------------------------

(def ^{:private true :doc "Throws the error of a malformed special form."}
  malformed
  (fn* malformed [form expected]
    (throw (norn.prim/syntax-error form (str "Malformed " (first form) " form; expected " expected)))))

(def ^{:private true :doc "A body of forms behind `head` (a vector of what precedes it)."}
  expand-body
  (fn* expand-body [form head body env]
    (list-like form (norn.prim/into-vector head (expand-items body env)))))

(def ^{:private true :doc "let* and loop*: each local is known to the bindings after it."}
  expand-let
  (fn* expand-let [form env]
    (let* [bindings (first (next form))]
      (if (if (vector? bindings) (= 0 (rem (count bindings) 2)) false)
        (loop* [i 0 made [] env env]
          (if (< i (count bindings))
            (let* [local (nth bindings i)]
              (if (if (symbol? local) (nil? (namespace local)) false)
                (recur (+ i 2)
                       (conj (conj made local) (expand-form (nth bindings (inc i)) env))
                       (assoc env local true))
                (malformed form "plain symbols as names")))
            (expand-body form [(first form) made] (next (next form)) env)))
        (malformed form "a vector of names and values")))))

(def ^{:private true :doc "The environment with each symbol of a vector added."}
  with-locals
  (fn* with-locals [env names]
    (loop* [left (seq names) env env]
      (if left (recur (next left) (assoc env (first left) true)) env))))

(def ^{:private true :doc "One arity of fn*: ([params] body...)."}
  expand-arity
  (fn* expand-arity [form arity env]
    (if (if (seq? arity) (vector? (first arity)) false)
      (expand-body arity [(first arity)] (next arity) (with-locals env (first arity)))
      (malformed form "a parameter vector, or arities ([params] body)"))))

(def ^{:private true}
  expand-fn
  (fn* expand-fn [form env]
    (let* [second-form (first (next form))
           self (if (symbol? second-form) second-form nil)
           env (if self (assoc env self true) env)
           left (if self (next (next form)) (next form))
           head (if self [(first form) self] [(first form)])
           made (if (vector? (first left))
                  (expand-body form (conj head (first left)) (next left) (with-locals env (first left)))
                  (list-like form
                    (loop* [left left made head]
                      (if left
                        (recur (next left) (conj made (expand-arity form (first left) env)))
                        made))))
           m (dissoc (written-meta form) :tag)]
      (if (seq m)
        (list 'clojure.core/with-meta made (expand-form m env))
        made))))

(def ^{:private true :doc "letfn*: all names are known in all functions."}
  expand-letfn
  (fn* expand-letfn [form env]
    (let* [bindings (first (next form))
           env (loop* [i 0 env env]
                 (if (< i (count bindings))
                   (recur (+ i 2) (assoc env (nth bindings i) true))
                   env))]
      (loop* [i 0 made []]
        (if (< i (count bindings))
          (recur (+ i 2) (conj (conj made (nth bindings i)) (expand-form (nth bindings (inc i)) env)))
          (expand-body form [(first form) made] (next (next form)) env))))))

(def ^{:private true :doc "The metadata of a def's name is evaluated; a type hint in it is not."}
  expand-def-name
  (fn* expand-def-name [sym docstring env]
    (let* [m (meta sym)
           m (if docstring (assoc (if m m {}) :doc docstring) m)]
      (if m
        (let* [tag (get m :tag)
               m (expand-map (with-meta (dissoc m :tag) nil) env)]
          (with-meta sym (if tag (assoc m :tag tag) m)))
        sym))))

(def ^{:private true}
  expand-def
  (fn* expand-def [form env]
    (let* [sym (first (next form))
           operands (next (next form))]
      (if (symbol? sym)
        (let* [docstring (if (if (next operands) (string? (first operands)) false) (first operands) nil)
               value (if docstring (next operands) operands)]
          (if (nil? (namespace sym)) (norn.prim/declare-var! *ns* sym) nil)
          (if (next value)
            (malformed form "(def name), (def name value) or (def name docstring value)")
            (let* [made-name (expand-def-name sym docstring env)]
              (list-like form
                (if value
                  [(first form) made-name (expand-form (first value) env)]
                  [(first form) made-name])))))
        (malformed form "a symbol as name")))))

(def ^{:private true}
  expand-quote
  (fn* expand-quote [form env]
    (if (next (next form))
      (malformed form "one form")
      (list-like form [(first form) (constant (first (next form)))]))))

(def ^{:private true}
  expand-var
  (fn* expand-var [form env] (if (list? form) form (list-like form (norn.prim/into-vector [] form)))))

(def ^{:private true :doc "The class a catch clause names: known, or registered as a class that nothing is an instance of."}
  catch-class
  (fn* catch-class [class]
    (if (symbol? class)
      (if (resolve-in-ns class)
        class
        (if (if (dotted? (name class)) true (class-like? (name class)))
          (let* [made (norn.prim/declare-class! class)] class)
          class))
      class)))

(def ^{:private true :doc "A clause of try: (catch class name body...) and (finally body...)."}
  expand-clause
  (fn* expand-clause [clause env]
    (if (= (first clause) 'catch)
      (let* [class (first (next clause))
             local (first (next (next clause)))]
        (if (symbol? local)
          (expand-body clause [(first clause) (catch-class class) local] (next (next (next clause)))
                       (assoc env local true))
          (malformed clause "(catch class name body*)")))
      (expand-body clause [(first clause)] (next clause) env))))

(def ^{:private true}
  expand-try
  (fn* expand-try [form env]
    (list-like form
      (loop* [left (next form) made [(first form)]]
        (if left
          (let* [item (first left)
                 head (if (seq? item) (first item) nil)]
            (recur (next left)
                   (conj made
                         (if (if (symbol? head) (if (= head 'catch) true (= head 'finally)) false)
                           (expand-clause item env)
                           (expand-form item env)))))
          made)))))

(def ^{:private true :doc "(set! place value): place is a symbol, (. x f), (.-f x) or Class/member."}
  expand-set!
  (fn* expand-set! [form env]
    (let* [place (first (next form))
           value (expand-form (first (next (next form))) env)
           place (if (seq? place) (expand-once place env) place)]
      (if (if (seq? place) (= (first place) '.) false)
        (let* [member (first (next (next place)))
               text (name (if (seq? member) (first member) member))
               field (if (= (nth text 0) \-) (subs text 1) text)
               target (first (next place))]
          (if (if (symbol? target) (if (get env target) nil (class-named target)) nil)
          (list-like form ['norn.interop/set-static! (list 'quote target) (list 'quote (symbol field)) value])
          (list-like form
            ['norn.interop/set-field! (expand-form target env) (list 'quote (symbol field)) value])))
        (if (symbol? place)
          (let* [class (if (get env place) nil (class-part place))]
            (if class
              (list-like form ['norn.interop/set-static! (list 'quote (nth class 0)) (list 'quote (symbol (name place))) value])
              (list-like form [(first form) place value])))
          (malformed form "(set! name value) or (set! (.-field object) value)"))))))

(def ^{:private true :doc "(new Class args...)"}
  expand-new
  (fn* expand-new [form env]
    (let* [class (first (next form))
           type (if (symbol? class) (class-named class) nil)
           args (expand-items (next (next form)) env)
           factory (if type (get (meta type) :norn/factory) nil)
           known (if factory factory (static-var type "new"))]
      (if known
        (list-like form (norn.prim/into-vector [known] args))
        (list-like form
          (norn.prim/into-vector
            ['norn.interop/construct (if type class (list 'norn.interop/class-named (list 'quote class)))]
            args))))))

(def ^{:private true :doc "(. target member args...), (. target (member args...)), (. target -field)."}
  expand-dot
  (fn* expand-dot [form env]
    (let* [target (first (next form))
           operands (next (next form))
           member-form (first operands)
           member (if (seq? member-form) (first member-form) member-form)
           args (if (seq? member-form) (next member-form) (next operands))]
      (if (symbol? member)
        (let* [text (name member)
               field? (if (= (nth text 0) \-) (> (count text) 1) false)
               class (if (symbol? target) (if (get env target) nil (class-named target)) nil)]
          (if (if class (if (static-var class (if field? (subs text 1) text)) true false) false)
            (static-member form target class (if field? (subs text 1) text) (if field? nil (expand-items args env)))
            (if field?
              (list-like form ['norn.interop/field (expand-form target env) (list 'quote (symbol (subs text 1)))])
              (list-like form
                (norn.prim/into-vector ['norn.interop/invoke (expand-form target env) (list 'quote member)]
                                       (expand-items args env))))))
        (malformed form "(. target member args*)")))))

(def ^{:private true :doc "(case* value default [constant result ...]): the constants are data."}
  expand-case
  (fn* expand-case [form env]
    (let* [operands (next form)
           table (first (next (next operands)))]
      (list-like form
        [(first form)
         (expand-form (first operands) env)
         (expand-form (first (next operands)) env)
         (loop* [i 0 made []]
           (if (< i (count table))
             (recur (+ i 2)
                    (conj (conj made (constant (nth table i))) (expand-form (nth table (inc i)) env)))
             made))]))))

(def ^{:private true :doc "(fields* this [field...] body...)"}
  expand-fields
  (fn* expand-fields [form env]
    (let* [this (first (next form))
           fields (first (next (next form)))]
      (expand-body form [(first form) this fields] (next (next (next form))) (with-locals env fields)))))

(def ^{:private true}
  expand-monitor
  (fn* expand-monitor [form env]
    (list-like form
      [(if (= (first form) 'monitor-enter) 'norn.prim/mutex-enter! 'norn.prim/mutex-exit!)
       (expand-form (first (next form)) env)])))

(def ^{:private true}
  expand-ampersand
  (fn* expand-ampersand [form env]
    (throw (norn.prim/syntax-error form "& is only valid in a parameter vector"))))

(def ^{:private true}
  expand-stray-clause
  (fn* expand-stray-clause [form env]
    (throw (norn.prim/syntax-error form (str (first form) " is only valid directly inside try")))))

(def ^{:private true :doc "Special forms, by name: [form env] to expanded form."}
  special-forms
  {'def expand-def, 'if expand-operands, 'do expand-operands, 'let* expand-let, 'loop* expand-let,
   'recur expand-operands, 'fn* expand-fn, 'letfn* expand-letfn, 'quote expand-quote, 'var expand-var,
   'try expand-try, 'catch expand-stray-clause, 'finally expand-stray-clause, 'throw expand-operands,
   'set! expand-set!, 'case* expand-case, 'fields* expand-fields, 'new expand-new, '. expand-dot,
   'monitor-enter expand-monitor, 'monitor-exit expand-monitor, '& expand-ampersand})

(def ^{:arglists '([s]) :doc "Returns true if the symbol s names a special form. (special-symbol? 'if) => true"}
  special-symbol?
  (fn* special-symbol? [s] (if (get special-forms s) true false)))

;; --- what programs call ------------------------------------------------------------

(def ^{:arglists '([form])
       :doc "Expands form by one step if it is a call of a macro or interop sugar; returns other forms as they are.
  (macroexpand-1 '(when a b)) => (if a (do b))"}
  macroexpand-1
  (fn* macroexpand-1 [form] (expand-once form nil)))

(def ^{:arglists '([form])
       :doc "Repeats macroexpand-1 until form is no longer a macro call. Does not look into subforms.
  (macroexpand '(-> a b)) => (b a)"}
  macroexpand
  (fn* macroexpand [form]
    (let* [expanded (expand-once form nil)]
      (if (identical? expanded form) form (macroexpand expanded)))))

(def ^{:private true :doc "Form with all macros in it expanded, also in subforms; env maps local symbols to true."}
  macroexpand-all
  (fn* macroexpand-all [form env] (expand-form form env)))

(def ^{:arglists '([form])
       :doc "Evaluates form in the current namespace and returns its value. The forms of a top-level do are evaluated one
  by one, so that later ones see the macros of earlier ones. (eval '(+ 1 2)) => 3"}
  eval
  (fn* eval [form]
    (let* [expanded (macroexpand form)]
      (if (if (seq? expanded) (if (symbol? (first expanded)) (= 'do (first expanded)) false) false)
        (loop* [forms (next expanded) result nil]
          (if forms
            (if (next forms)
              (recur (next forms) (eval (positioned (first forms) form)))
              (eval (positioned (first forms) form)))
            nil))
        ((norn.prim/compile (expand-form expanded nil) *ns* *file*))))))
