;; The table of host classes: which statics, constructors and methods of the
;; JVM's classes Norn programs may use, each in terms of core functions.
;; Loaded last: it may use all of clojure.core.

(in-ns 'norn.interop)
(clojure.core/refer 'clojure.core :exclude '[flush])

(defn- replace-text!
  "Makes a StringBuilder hold another text."
  [builder text]
  (norn.prim/string-builder-set-length! builder 0)
  (norn.prim/string-builder-append! builder text)
  builder)

(defn- simple-name
  "What follows the last dot or dollar sign of a class name."
  [full]
  (let [dot (max (norn.prim/last-index-of-char full \.) (norn.prim/last-index-of-char full \$))]
    (subs full (inc dot))))

(defn- unsupported
  [what]
  (throw (norn.prim/make-exception "java.lang.UnsupportedOperationException" what)))

(def ^{:private true :doc "Classes made by function-class, by name."} function-classes (atom {}))

(defn- function-class
  "A class for (.getClass f): programs take the name of a function from its name, clojure.core$inc. To Norn all functions are of
  class Fn."
  [f]
  (let [text (norn.prim/opaque-string f)
        class-name (symbol (subs text 0 (norn.prim/last-index-of-char text \@)))]
    (or (get (deref function-classes) class-name)
        (let [made (norn.prim/make-type class-name :deftype [])]
          (norn.prim/type-set! made :interfaces #{clojure.lang.AFunction})
          (get (swap! function-classes (fn [known] (if (contains? known class-name) known (assoc known class-name made))))
               class-name)))))

;; --- every value -------------------------------------------------------------------------

(add-any-methods
  {'toString str
   'equals (fn [x y] (= x y))
   'equiv (fn [x y] (= x y))
   'hashCode hash
   'hasheq hash
   'getClass (fn [x] (if (fn? x) (function-class x) (class x)))
   'count count
   'size count
   'length count
   'isEmpty (fn [x] (empty? x))
   'seq (fn ([x] (seq x)) ([sorted ascending?] (norn.prim/sorted-seq sorted ascending?)))
   'seqFrom (fn [sorted k ascending?] (norn.prim/sorted-seq-from sorted (norn.prim/sorted-path sorted k) ascending?))
   'entryKey (fn [sorted entry] (if (set? sorted) entry (key entry)))
   'comparator (fn [sorted] (or (norn.prim/sorted-comparator sorted) compare))
   'first first
   'next next
   'more rest
   'rest rest
   'cons (fn [coll x] (conj coll x))
   'conj (fn [coll x] (conj coll x))
   'empty empty
   'get (fn ([x k] (if (sequential? x) (nth x k) (get x k))) ([x k d] (get x k d)))
   'getOrDefault (fn [x k d] (get x k d))
   'valAt (fn ([x k] (get x k)) ([x k d] (get x k d)))
   'nth (fn ([x i] (nth x i)) ([x i d] (nth x i d)))
   'contains (fn [x y] (if (set? x) (contains? x y) (boolean (some (fn [item] (= item y)) x))))
   'containsKey (fn [m k] (contains? m k))
   'containsValue (fn [m v] (boolean (some (fn [item] (= item v)) (vals m))))
   'entryAt (fn [m k] (find m k))
   'assoc (fn [m k v] (assoc m k v))
   'assocN (fn [v i x] (assoc v i x))
   'without (fn [m k] (dissoc m k))
   'disjoin (fn [s k] (disj s k))
   'peek peek
   'pop pop
   'rseq rseq
   'meta meta
   'withMeta (fn [x m] (with-meta x m))
   'deref deref
   'invoke (fn [f & args] (apply f args))
   'applyTo (fn [f args] (apply f args))
   'call (fn [f] (f))
   'run (fn [f] (f) nil)
   'apply (fn [f & args] (apply f args))
   'accept (fn [f & args] (apply f args) nil)
   'test (fn [f & args] (boolean (apply f args)))
   'compare (fn [f x y] (let [answer (f x y)]
                          (if (number? answer) answer (if answer -1 (if (f y x) 1 0)))))
   'compareTo (fn [x y] (compare x y))
   'getKey key
   'getValue val
   'key key
   'val val
   'keySet (fn [m] (set (keys m)))
   'entrySet (fn [m] (set (seq m)))
   'values (fn [m] (vals m))
   'toArray (fn [coll] (to-array coll))
   'indexOf (fn [coll x]
              (loop [left (seq coll) i 0]
                (cond (nil? left) -1 (= (first left) x) i :else (recur (next left) (inc i)))))
   'lastIndexOf (fn [coll x]
                  (loop [left (seq coll) i 0 found -1]
                    (if left (recur (next left) (inc i) (if (= (first left) x) i found)) found)))
   'subList (fn [v start end] (subvec (vec v) start end))
   'iterator (fn [coll] (seq coll))
   'reduce (fn ([coll f] (reduce f coll)) ([coll f init] (reduce f init coll)))
   'kvreduce (fn [coll f init] (reduce-kv f init coll))
   'forEach (fn [coll f] (run! f coll))
   'getName (fn [x] (if (norn.prim/type? x) (str (norn.prim/type-name x)) (name x)))
   'getNamespace (fn [x] (namespace x))
   'sym (fn [x] (symbol x))
   'asTransient (fn [x] (transient x))
   'persistent (fn [x] (persistent! x))
   'reset (fn [a x] (reset! a x))
   'swap (fn [a f & args] (apply swap! a f args))
   'compareAndSet (fn [a x y] (compare-and-set! a x y))
   'intValue (fn [x] (int x))
   'longValue (fn [x] (long x))
   'doubleValue (fn [x] (double x))
   'floatValue (fn [x] (float x))
   'shortValue (fn [x] (short x))
   'byteValue (fn [x] (byte x))
   'booleanValue (fn [x] (boolean x))
   'charValue (fn [x] (char x))
   'getDispatchFn (fn [m] (norn.prim/multi-get m :dispatch))
   'dispatchFn (fn [m] (norn.prim/multi-get m :dispatch))
   'defaultDispatchVal (fn [m] (norn.prim/multi-get m :default))
   'getMethodTable methods
   'getPreferTable prefers
   'getMethod (fn [m x] (get-method m x))
   'addMethod (fn [m x f] (add-method m x f))
   'isBound (fn [v] (bound? v))
   'hasRoot (fn [v] (norn.prim/var-bound? v))
   'getRawRoot (fn [v] (norn.prim/var-root v))
   'bindRoot (fn [v x] (norn.prim/var-set-root! v x))
   'ns (fn [v] (norn.prim/var-ns v))
   'toSymbol (fn [v] (symbol v))
   'setMeta (fn [x m] (reset-meta! x m))
   'isMacro (fn [v] (boolean (:macro (meta v))))
   'isPublic (fn [v] (not (:private (meta v))))
   'isRealized realized?
   'cancel (fn ([f] (future-cancel f)) ([f _] (future-cancel f)))
   'isDone future-done?
   'isCancelled future-cancelled?})

;; --- classes -------------------------------------------------------------------------------

(add-methods 'java.lang.Class
  {'getName (fn [c] (str (norn.prim/type-name c)))
   'getCanonicalName (fn [c] (str (norn.prim/type-name c)))
   'getTypeName (fn [c] (str (norn.prim/type-name c)))
   'getSimpleName (fn [c] (simple-name (str (norn.prim/type-name c))))
   'isInstance (fn [c x] (instance? c x))
   'isAssignableFrom (fn [c d] (norn.prim/type-is? d c))
   'isInterface (fn [c] (norn.prim/interface? c))
   'isArray (fn [c] (norn.prim/starts-with? (str (norn.prim/type-name c)) "["))
   'getSuperclass (fn [c] (norn.prim/type-parent c))
   'getInterfaces (fn [c] (to-array (filter norn.prim/type? (norn.prim/type-interfaces c))))
   'cast (fn [c x] (cast c x))})

(add-statics 'java.lang.Class
  {'forName (fn [name & _] (class-named (symbol name)))})

(add-statics 'java.lang.Object {'new (fn [] (norn.prim/make-object))})

;; --- exceptions ------------------------------------------------------------------------------

(add-methods 'java.lang.Throwable
  {'getMessage ex-message
   'getLocalizedMessage ex-message
   'getCause ex-cause
   'getData ex-data
   'toString (fn [e] (str (norn.prim/type-name (class e)) (if (ex-message e) (str ": " (ex-message e)) "")))
   'getStackTrace (fn [e] (to-array (norn.prim/stack-trace e)))
   'setStackTrace (fn [e _] nil)
   'fillInStackTrace identity
   'getSuppressed (fn [e] (to-array (norn.prim/exception-suppressed e)))
   'addSuppressed (fn [e other] (norn.prim/exception-add-suppressed! e other) nil)
   'initCause (fn [e cause] (norn.prim/exception-set-cause! e cause) e)
   'printStackTrace (fn [e & _] (binding [*out* *err*] (prn e)))})

;; --- strings ------------------------------------------------------------------------------------

(defn- text-of
  "A pattern argument of a String method as a regex."
  [x] (if (string? x) (re-pattern x) x))

(add-methods 'java.lang.String
  {'length count
   'isEmpty (fn [s] (= 0 (count s)))
   'isBlank clojure.string/blank?
   'charAt (fn [s i] (nth s i))
   'codePointAt (fn [s i] (int (nth s i)))
   'substring (fn ([s start] (subs s start)) ([s start end] (subs s start end)))
   'subSequence (fn [s start end] (subs s start end))
   'indexOf (fn
              ([s x] (or (clojure.string/index-of s (if (number? x) (char x) x)) -1))
              ([s x from] (or (clojure.string/index-of s (if (number? x) (char x) x) from) -1)))
   'lastIndexOf (fn
                  ([s x] (or (clojure.string/last-index-of s (if (number? x) (char x) x)) -1))
                  ([s x from] (or (clojure.string/last-index-of s (if (number? x) (char x) x) from) -1)))
   'contains (fn [s x] (clojure.string/includes? s (str x)))
   'startsWith (fn
                 ([s x] (clojure.string/starts-with? s x))
                 ([s x from] (clojure.string/starts-with? (subs s from) x)))
   'endsWith (fn [s x] (clojure.string/ends-with? s x))
   'toUpperCase (fn [s & _] (clojure.string/upper-case s))
   'toLowerCase (fn [s & _] (clojure.string/lower-case s))
   'trim clojure.string/trim
   'strip clojure.string/trim
   'stripLeading clojure.string/triml
   'stripTrailing clojure.string/trimr
   'concat (fn [s x] (str s x))
   'repeat (fn [s n] (apply str (repeat n s)))
   'replace (fn [s from to] (clojure.string/replace s from to))
   'replaceAll (fn [s pattern to] (clojure.string/replace s (text-of pattern) to))
   'replaceFirst (fn [s pattern to] (clojure.string/replace-first s (text-of pattern) to))
   'split (fn
            ([s pattern] (into-array (clojure.string/split s (text-of pattern))))
            ([s pattern limit] (into-array (clojure.string/split s (text-of pattern) limit))))
   'lines (fn [s] (clojure.string/split-lines s))
   'matches (fn [s pattern] (some? (re-matches (text-of pattern) s)))
   'equals (fn [s x] (= s x))
   'equalsIgnoreCase (fn [s x] (and (string? x) (= (clojure.string/lower-case s) (clojure.string/lower-case x))))
   'compareTo (fn [s x] (compare s x))
   'compareToIgnoreCase (fn [s x] (compare (clojure.string/lower-case s) (clojure.string/lower-case x)))
   'hashCode (fn [s] (reduce (fn [h c] (unchecked-int (+ (* 31 h) (int c)))) 0 s))
   'toString identity
   'intern identity
   'toCharArray (fn [s] (char-array s))
   'getBytes (fn [s & _] (norn.prim/string-bytes s))
   'chars (fn [s] (map int s))
   'codePoints (fn [s] (map int s))
   'format (fn [s & args] (apply format s args))})

(add-statics 'java.lang.String
  {'valueOf (fn [x] (if (nil? x) "null" (if (norn.prim/array? x) (apply str x) (str x))))
   'format (fn [fmt & args] (apply format fmt (if (norn.prim/array? (first args)) (seq (first args)) args)))
   'join (fn [separator & items]
           (clojure.string/join separator (if (and (coll? (first items)) (nil? (next items))) (first items) items)))
   'new (fn
          ([] "")
          ([x] (cond (string? x) x (bytes? x) (norn.prim/bytes-string x) :else (apply str x)))
          ([x _] (if (bytes? x) (norn.prim/bytes-string x) (apply str x)))
          ([x offset n] (apply str (take n (drop offset x)))))})

(add-methods 'java.lang.CharSequence
  {'length count 'charAt (fn [s i] (nth (str s) i)) 'subSequence (fn [s start end] (subs (str s) start end))})

(add-statics 'java.lang.StringBuilder
  {'new (fn
          ([] (norn.prim/shared-string-builder))
          ([x] (let [b (norn.prim/shared-string-builder)]
                 (when-not (number? x) (norn.prim/string-builder-append! b (str x)))
                 b)))})

(add-methods 'java.lang.StringBuilder
  {'append (fn
             ([b x] (norn.prim/string-builder-append! b (if (nil? x) "null" (str x))) b)
             ([b x start end] (norn.prim/string-builder-append! b (subs (str x) start end)) b))
   'toString norn.prim/string-builder-text
   'length (fn [b] (count (norn.prim/string-builder-text b)))
   'charAt (fn [b i] (nth (norn.prim/string-builder-text b) i))
   'indexOf (fn [b x] (or (clojure.string/index-of (norn.prim/string-builder-text b) x) -1))
   'substring (fn
                ([b start] (subs (norn.prim/string-builder-text b) start))
                ([b start end] (subs (norn.prim/string-builder-text b) start end)))
   'setLength (fn [b n] (norn.prim/string-builder-set-length! b n) nil)
   'reverse (fn [b] (replace-text! b (clojure.string/reverse (norn.prim/string-builder-text b))) b)
   'insert (fn [b i x]
             (let [text (norn.prim/string-builder-text b)]
               (replace-text! b (str (subs text 0 i) x (subs text i)))
               b))
   'deleteCharAt (fn [b i]
                   (let [text (norn.prim/string-builder-text b)]
                     (replace-text! b (str (subs text 0 i) (subs text (inc i))))
                     b))
   'setCharAt (fn [b i c]
                (let [text (norn.prim/string-builder-text b)]
                  (replace-text! b (str (subs text 0 i) c (subs text (inc i))))
                  nil))})

(add-statics 'java.util.regex.Pattern
  {'compile (fn ([s] (re-pattern s)) ([s flags] (norn.prim/regex-with-flags s flags)))
   'quote (fn [s] (norn.prim/regex-quote s))
   'matches (fn [pattern s] (some? (re-matches (re-pattern pattern) s)))
   'CASE_INSENSITIVE 2 'MULTILINE 8 'DOTALL 32 'UNICODE_CASE 64 'COMMENTS 4 'LITERAL 16})

(add-methods 'java.util.regex.Pattern
  {'pattern str 'toString str
   'matcher (fn [p s] (re-matcher p s))
   'split (fn [p s] (into-array (clojure.string/split s p)))})

(add-statics 'java.util.regex.Matcher
  {'quoteReplacement clojure.string/re-quote-replacement})

(add-statics 'java.lang.Character
  {'isDigit norn.prim/digit? 'isLetter norn.prim/letter? 'isLetterOrDigit (fn [c] (or (norn.prim/letter? c) (norn.prim/digit? c)))
   'isAlphabetic norn.prim/letter?
   'isWhitespace norn.prim/whitespace? 'isSpaceChar norn.prim/whitespace?
   'isUpperCase norn.prim/upper-case? 'isLowerCase norn.prim/lower-case?
   'toUpperCase (fn [c] (first (clojure.string/upper-case (str (char c)))))
   'toLowerCase (fn [c] (first (clojure.string/lower-case (str (char c)))))
   'toString (fn [c] (str (char c)))
   'valueOf char
   'getNumericValue (fn [c] (norn.prim/char-digit c 36))
   'digit (fn [c radix] (norn.prim/char-digit c radix))
   'forDigit (fn [n radix] (if (< -1 n radix) (nth "0123456789abcdefghijklmnopqrstuvwxyz" n) (char 0)))
   'MAX_VALUE (char 65535) 'MIN_VALUE (char 0)})

;; Classes of the JVM's primitive types, as Long/TYPE names them, for make-array and into-array.
(run! (fn [[class primitive]] (add-statics class {'TYPE (norn.prim/declare-class! primitive)}))
      '[[java.lang.Long long] [java.lang.Integer int] [java.lang.Short short] [java.lang.Byte byte] [java.lang.Double double]
        [java.lang.Float float] [java.lang.Boolean boolean] [java.lang.Character char]])

;; --- numbers ---------------------------------------------------------------------------------

(def ^{:private true} long-statics
  {'parseLong (fn ([s] (norn.prim/parse-integer s 10)) ([s radix] (norn.prim/parse-integer s radix)))
   'valueOf (fn
              ([x] (if (string? x) (norn.prim/parse-integer x 10) (long x)))
              ([s radix] (norn.prim/parse-integer s radix)))
   'toString (fn ([n] (str n)) ([n radix] (norn.prim/integer-to-string n radix)))
   'toBinaryString (fn [n] (norn.prim/unsigned-to-string n 2))
   'toHexString (fn [n] (norn.prim/unsigned-to-string n 16))
   'toOctalString (fn [n] (norn.prim/unsigned-to-string n 8))
   'bitCount norn.prim/bit-count
   'numberOfTrailingZeros norn.prim/trailing-zeros
   'numberOfLeadingZeros norn.prim/leading-zeros
   'highestOneBit (fn [n] (if (= n 0) 0 (bit-shift-left 1 (- 63 (norn.prim/leading-zeros n)))))
   'reverse (fn [n] (loop [i 0 n n made 0]
                      (if (< i 64)
                        (recur (inc i) (unsigned-bit-shift-right n 1) (bit-or (bit-shift-left made 1) (bit-and n 1)))
                        made)))
   'rotateLeft (fn [n k] (bit-or (bit-shift-left n k) (unsigned-bit-shift-right n (- 64 k))))
   'rotateRight (fn [n k] (bit-or (unsigned-bit-shift-right n k) (bit-shift-left n (- 64 k))))
   'compare (fn [x y] (compare x y))
   'signum (fn [n] (compare n 0))
   'sum + 'max max 'min min 'abs abs
   'hashCode hash
   'MAX_VALUE 9223372036854775807
   'MIN_VALUE -9223372036854775808})

(add-statics 'java.lang.Long long-statics)
(add-statics 'java.lang.Integer
  (merge long-statics
         {'parseInt (fn ([s] (int (norn.prim/parse-integer s 10))) ([s radix] (int (norn.prim/parse-integer s radix))))
          'toBinaryString (fn [n] (norn.prim/unsigned-to-string (bit-and n 0xFFFFFFFF) 2))
          'toHexString (fn [n] (norn.prim/unsigned-to-string (bit-and n 0xFFFFFFFF) 16))
          'toOctalString (fn [n] (norn.prim/unsigned-to-string (bit-and n 0xFFFFFFFF) 8))
          'bitCount (fn [n] (norn.prim/bit-count (bit-and n 0xFFFFFFFF)))
          'numberOfLeadingZeros (fn [n] (- (norn.prim/leading-zeros (bit-and n 0xFFFFFFFF)) 32))
          'MAX_VALUE 2147483647
          'MIN_VALUE -2147483648}))
(add-statics 'java.lang.Short {'MAX_VALUE 32767 'MIN_VALUE -32768
                               'parseShort (fn [s] (short (norn.prim/parse-integer s 10)))})
(add-statics 'java.lang.Byte {'MAX_VALUE 127 'MIN_VALUE -128
                              'parseByte (fn [s] (byte (norn.prim/parse-integer s 10)))})

(def ^{:private true} double-statics
  {'parseDouble norn.prim/parse-double
   'valueOf (fn [x] (if (string? x) (norn.prim/parse-double x) (double x)))
   'toString (fn [d] (str (double d)))
   'isNaN (fn [d] (NaN? d))
   'isInfinite (fn [d] (infinite? d))
   'isFinite (fn [d] (not (or (NaN? d) (infinite? d))))
   'compare (fn [x y] (compare x y))
   'doubleToLongBits norn.prim/double-to-bits
   'doubleToRawLongBits norn.prim/double-to-bits
   'longBitsToDouble norn.prim/bits-to-double
   'sum + 'max max 'min min
   'MAX_VALUE 1.7976931348623157E308
   'MIN_VALUE 4.9E-324
   'POSITIVE_INFINITY ##Inf
   'NEGATIVE_INFINITY ##-Inf
   'NaN ##NaN})

(add-statics 'java.lang.Double double-statics)
(add-statics 'java.lang.Float (merge double-statics {'parseFloat norn.prim/parse-double 'MAX_VALUE 3.4028234663852886E38 'MIN_VALUE 1.401298464324817E-45}))
(add-methods 'java.lang.Double
  {'isNaN (fn [d] (NaN? d)) 'isInfinite (fn [d] (infinite? d))})

(add-statics 'java.lang.Boolean
  {'parseBoolean (fn [s] (and (string? s) (= "true" (clojure.string/lower-case s))))
   'valueOf (fn [x] (if (string? x) (= "true" (clojure.string/lower-case x)) (boolean x)))
   'toString str
   'TRUE true 'FALSE false})

(add-statics 'java.math.BigInteger
  {'valueOf bigint 'new (fn ([s] (bigint s)) ([s radix] (norn.prim/parse-bigint s radix))) 'ZERO 0N 'ONE 1N 'TEN 10N 'TWO 2N})
(add-statics 'java.math.BigDecimal {'valueOf bigdec 'new bigdec 'ZERO 0M 'ONE 1M 'TEN 10M})

(add-statics 'java.lang.Math
  {'abs abs 'max max 'min min
   'sin clojure.math/sin 'cos clojure.math/cos 'tan clojure.math/tan
   'asin clojure.math/asin 'acos clojure.math/acos 'atan clojure.math/atan 'atan2 clojure.math/atan2
   'sinh clojure.math/sinh 'cosh clojure.math/cosh 'tanh clojure.math/tanh
   'exp clojure.math/exp 'expm1 clojure.math/expm1
   'log clojure.math/log 'log10 clojure.math/log10 'log1p clojure.math/log1p
   'pow clojure.math/pow 'sqrt clojure.math/sqrt 'cbrt clojure.math/cbrt 'hypot clojure.math/hypot
   'ceil clojure.math/ceil 'floor clojure.math/floor 'rint clojure.math/rint 'round clojure.math/round
   'signum clojure.math/signum 'random clojure.math/random 'ulp clojure.math/ulp
   'toDegrees clojure.math/to-degrees 'toRadians clojure.math/to-radians
   'floorDiv clojure.math/floor-div 'floorMod clojure.math/floor-mod
   'addExact clojure.math/add-exact 'subtractExact clojure.math/subtract-exact 'multiplyExact clojure.math/multiply-exact
   'incrementExact clojure.math/increment-exact 'decrementExact clojure.math/decrement-exact
   'negateExact clojure.math/negate-exact
   'toIntExact int 'copySign clojure.math/copy-sign 'nextUp clojure.math/next-up 'nextDown clojure.math/next-down
   'nextAfter clojure.math/next-after 'scalb clojure.math/scalb 'getExponent clojure.math/get-exponent
   'IEEEremainder clojure.math/IEEE-remainder
   'PI clojure.math/PI 'E clojure.math/E})

;; --- the system ---------------------------------------------------------------------------------

(add-statics 'java.lang.System
  {'nanoTime (fn [] (norn.prim/monotonic-nanos))
   'currentTimeMillis (fn [] (norn.prim/wall-millis))
   'getenv (fn ([] (norn.prim/environment)) ([k] (norn.prim/getenv k)))
   'getProperty (fn ([k] (norn.prim/system-property k))
                ([k default] (let [v (norn.prim/system-property k)] (if (nil? v) default v))))
   'getProperties (fn [] (norn.prim/system-properties))
   'setProperty (fn [k v] (unsupported "System/setProperty"))
   'lineSeparator (fn [] "\n")
   'exit (fn [code] (norn.prim/run-exit-hooks) (norn.prim/exit code))
   'identityHashCode norn.prim/identity-hash
   'gc (fn [] (norn.runtime/gc))
   'arraycopy norn.prim/copy-elements!
   'out *out* 'err *err* 'in *in*})

;; Readers and writers of text in memory; those around another reader or writer are that one.
(run! (fn [class] (add-statics class {'new (fn [s] (norn.prim/string-reader s))}))
      '[java.io.StringReader])
(run! (fn [class] (add-statics class {'new (fn ([] (norn.prim/string-writer)) ([_] (norn.prim/string-writer)))}))
      '[java.io.StringWriter])
(run! (fn [class] (add-statics class {'new (fn ([inner] inner) ([inner _] inner))}))
      '[java.io.PushbackReader java.io.BufferedReader java.io.BufferedWriter java.io.PrintWriter
        clojure.lang.LineNumberingPushbackReader])

(add-methods 'java.io.Writer
  {'println (fn ([w] (write w "\n")) ([w x] (write w (str x "\n"))))
   'print (fn [w x] (write w (str x)))
   'printf (fn [w fmt & args] (write w (apply format fmt args)))})

(add-statics 'java.lang.Thread
  {'sleep (fn ([ms] (norn.async/sleep ms)) ([ms nanos] (norn.async/sleep (+ ms (/ nanos 1000000.0)))))
   'yield (fn [] (norn.prim/yield*))
   'currentThread (fn [] (norn.prim/current-task))
   'interrupted (fn [] false)
   'new (fn
          ([f] (atom {:thunk f}))
          ([f _] (atom {:thunk f})))})

(add-methods 'norn.lang.Task
  {'getName (fn [t] (str (or (norn.prim/task-name t) (str "task-" (norn.prim/task-id t)))))
   'getId (fn [t] (norn.prim/task-id t))
   'threadId (fn [t] (norn.prim/task-id t))
   'isInterrupted (fn [t] (norn.prim/cancel-requested? t))
   'interrupt (fn [t] (norn.prim/cancel! t nil false) nil)
   'join (fn [t & _] (try (norn.prim/await* t) (catch :default _ nil)) nil)
   'isAlive (fn [t] (identical? :pending (norn.prim/task-state t)))
   'setName (fn [t n] (norn.prim/set-task-name! t n) nil)
   'get (fn
          ([t] (deref t))
          ([t n unit] (deref t n nil)))})

(add-statics 'java.lang.Runtime {'getRuntime (fn [] :runtime)})
(add-any-methods {'addShutdownHook (fn [_ thread] (norn.prim/add-exit-hook (:thunk @thread)))})

;; --- identifiers and time --------------------------------------------------------------------------

(add-statics 'java.util.UUID
  {'randomUUID random-uuid
   'fromString (fn [s] (or (parse-uuid s) (throw-as "java.lang.IllegalArgumentException" (str "Invalid UUID string: " s))))})

(add-statics 'java.util.Date
  {'new (fn ([] (norn.prim/make-inst (norn.prim/wall-millis))) ([ms] (norn.prim/make-inst ms)))})

(add-methods 'java.util.Date
  {'getTime inst-ms
   'toInstant identity
   'before (fn [a b] (< (inst-ms a) (inst-ms b)))
   'after (fn [a b] (> (inst-ms a) (inst-ms b)))})

(add-statics 'java.time.Instant
  {'now (fn [] (norn.prim/make-inst (norn.prim/wall-millis)))
   'ofEpochMilli (fn [ms] (norn.prim/make-inst ms))
   'parse norn.prim/parse-inst})

;; --- clojure.lang -----------------------------------------------------------------------------------

(add-methods 'clojure.lang.Namespace
  {'name ns-name 'getName ns-name 'getMappings ns-map 'getAliases ns-aliases 'toString (fn [ns] (str (ns-name ns)))
   'findInternedVar (fn [ns sym] (get (ns-interns ns) sym))})
(add-methods 'clojure.lang.Var {'sym norn.prim/var-name 'ns norn.prim/var-ns 'toSymbol symbol 'get deref 'alterRoot alter-var-root})
(add-methods 'clojure.lang.Keyword {'sym symbol 'getName name 'getNamespace namespace})

(add-statics 'clojure.lang.PersistentQueue {'EMPTY (norn.prim/empty-queue)})
(add-statics 'clojure.lang.PersistentVector {'EMPTY [] 'create vec})
(add-statics 'clojure.lang.PersistentHashMap {'EMPTY {} 'create (fn [& kvs] (apply hash-map kvs))})
(add-statics 'clojure.lang.PersistentArrayMap {'EMPTY {} 'createAsIfByAssoc (fn [array] (apply array-map array))})
(add-statics 'clojure.lang.PersistentHashSet {'EMPTY #{} 'create set})
(add-statics 'clojure.lang.PersistentList {'EMPTY () 'create (fn [coll] (apply list coll))})
(add-statics 'clojure.lang.MapEntry {'create norn.prim/make-entry 'new norn.prim/make-entry})
(add-statics 'clojure.lang.Keyword {'intern keyword 'find find-keyword})
(add-statics 'clojure.lang.Symbol {'intern symbol 'create symbol})
(add-statics 'clojure.lang.Var
  {'pushThreadBindings push-thread-bindings 'popThreadBindings pop-thread-bindings 'getThreadBindings get-thread-bindings
   'intern intern 'find find-var})
(add-statics 'clojure.lang.Namespace {'find find-ns 'findOrCreate create-ns 'all all-ns 'remove remove-ns})
(add-statics 'clojure.lang.RT
  {'nth nth 'get get 'count count 'first first 'next next 'seq seq 'conj conj 'assoc assoc 'map hash-map
   'checkSpecAsserts false
   'loadClassForName class-named 'baseLoader (fn [] nil) 'nextID norn.prim/next-id})
(add-statics 'clojure.lang.Util {'equiv = 'equals = 'hash hash 'hasheq hash 'identical identical? 'compare compare})
(add-statics 'clojure.lang.Numbers {'add + 'minus - 'multiply * 'divide /})
(add-statics 'clojure.lang.Murmur3
  {'mixCollHash mix-collection-hash 'hashOrdered hash-ordered-coll 'hashUnordered hash-unordered-coll})
(add-statics 'clojure.lang.Reduced {'new reduced})
(add-statics 'clojure.lang.LazySeq {'new (fn [f] (norn.prim/lazy-seq* f))})
(add-statics 'clojure.lang.Cons {'new cons})
(add-statics 'clojure.lang.Atom {'new atom})
(add-statics 'clojure.lang.Delay {'new (fn [f] (norn.prim/delay* f)) 'force force})
(add-statics 'clojure.lang.ExceptionInfo {'new (fn ([m d] (ex-info m d)) ([m d c] (ex-info m d c)))})
(add-statics 'clojure.lang.Compiler {'load (fn [r] (load-string (slurp r))) 'specials {} 'munge munge 'demunge identity})

;; --- java.util: read-only views of what the language has --------------------------------------------

(add-statics 'java.util.Arrays
  {'asList (fn [& items] (vec (if (norn.prim/array? (first items)) (seq (first items)) items)))
   'equals (fn [a b] (let [same (norn.prim/same-bytes? a b)] (if (nil? same) (= (seq a) (seq b)) same)))
   'fill (fn [a x] (dotimes [i (alength a)] (aset a i x)))
   'copyOf (fn [a n] (let [made (norn.prim/make-array-like a n)]
                       (norn.prim/copy-elements! a 0 made 0 (min n (alength a)))
                       made))
   'copyOfRange (fn [a start end] (let [made (norn.prim/make-array-like a (- end start))]
                                    (norn.prim/copy-elements! a start made 0 (- (min end (alength a)) start))
                                    made))
   'toString (fn [a] (str "[" (clojure.string/join ", " (seq a)) "]"))
   'hashCode (fn [a] (hash (vec a)))
   'sort (fn [a] (let [sorted (to-array (sort a))] (dotimes [i (alength a)] (aset a i (aget sorted i)))))})

(add-statics 'java.util.Objects
  {'equals = 'hash (fn [& xs] (hash xs)) 'hashCode hash 'isNull nil? 'nonNull some? 'requireNonNull
   (fn [x & _] (if (nil? x) (throw (norn.prim/make-exception "java.lang.NullPointerException" nil)) x))})

(add-statics 'java.util.Collections
  {'emptyList (fn [] ()) 'emptyMap (fn [] {}) 'emptySet (fn [] #{}) 'unmodifiableList identity 'unmodifiableMap identity
   'reverse (fn [_] (unsupported "Collections/reverse changes its argument")) 'max (fn [c] (last (sort c))) 'min (fn [c] (first (sort c)))})

(add-statics 'java.util.concurrent.TimeUnit
  {'MILLISECONDS :milliseconds 'SECONDS :seconds 'NANOSECONDS :nanoseconds 'MICROSECONDS :microseconds 'MINUTES :minutes})
