;; Cookies of a client: RFC 6265, with what RFC 6265bis adds: only a secure
;; connection may set Secure cookies, and the name prefixes __Secure- and __Host-.
;;
;; There is no list of public suffixes: a Domain attribute needs a dot inside, or
;; is the host itself. HttpOnly is kept and has no effect: there are no scripts.

(ns norn.http.cookies
  (:require [clojure.string :as str]
            [norn.http.date :as date]))

(def default-max-cookies 3000)
(def default-max-per-domain 50)
(def max-cookie-bytes "Of a Set-Cookie field; longer ones are ignored." 4096)

;; state: atom {:cookies {[domain path name] cookie} :next number of the next new cookie}. A cookie is a map as `cookies` gives
;; them, with :order.
(deftype Jar [state limits]
  Object
  (toString [_] (str "#<cookie jar of " (count (:cookies @state)) ">")))

(defmethod print-method Jar [jar writer]
  (norn.interop/write writer (str jar)))

;; --- reading Set-Cookie: RFC 6265, 5.2 ------------------------------------------------------

(defn- pair-of
  "[name value] at the first =; the value is nil without one."
  [text]
  (let [at (str/index-of text "=")]
    (if at
      [(str/trim (subs text 0 at)) (str/trim (subs text (inc at)))]
      [(str/trim text) nil])))

(def ^:private longest-age-s 34560000) ; 400 days, RFC 6265bis, 5.5

(defn- with-attribute [cookie [name value] now-ms]
  (let [value (or value "")]
    (case (str/lower-case name)
      "expires" (if-let [ms (date/parse value)]
                  (assoc cookie :expires-at (min ms (+ now-ms (* 1000 longest-age-s))))
                  cookie)
      "max-age" (if (re-matches #"-?\d+" value)
                  (let [seconds (or (parse-long value) (if (str/starts-with? value "-") -1 longest-age-s))]
                    (assoc cookie :age-at (if (pos? seconds) (+ now-ms (* 1000 (min seconds longest-age-s))) 0)))
                  cookie)
      "domain" (let [domain (str/lower-case (if (str/starts-with? value ".") (subs value 1) value))]
                 (if (= "" domain) cookie (assoc cookie :domain domain)))
      "path" (assoc cookie :path (when (str/starts-with? value "/") value))
      "secure" (assoc cookie :secure true)
      "httponly" (assoc cookie :http-only true)
      cookie)))

(defn parse-set-cookie
  "What a Set-Cookie field says: a map of :name, :value and the attributes given; nil if it is to be ignored."
  [text now-ms]
  (when (<= (norn.prim/utf8-length text) max-cookie-bytes)
    (let [[first-part & attributes] (str/split text #";")
          [name value] (pair-of (or first-part ""))]
      (when-not (or (nil? value) (= "" name))
        (let [{:keys [age-at expires-at] :as cookie}
              (reduce (fn [cookie attribute] (with-attribute cookie (pair-of attribute) now-ms))
                      {:name name :value value :secure false :http-only false}
                      attributes)]
          (-> cookie
              (dissoc :age-at :expires-at)
              (assoc :expires (or age-at expires-at)))))))) ; Max-Age wins

;; --- where cookies belong: 5.1.3, 5.1.4 -------------------------------------------------------

(defn- domain-matches? [host domain]
  (or (= host domain)
      (and (str/ends-with? host (str "." domain))
           (not (norn.prim/ip-address? host)))))

(defn- default-path [path]
  (let [at (str/last-index-of path "/")]
    (if (or (nil? at) (zero? at)) "/" (subs path 0 at))))

(defn- path-matches? [path cookie-path]
  (or (= path cookie-path)
      (and (str/starts-with? path cookie-path)
           (or (str/ends-with? cookie-path "/") (str/starts-with? (subs path (count cookie-path)) "/")))))

(defn- path-of [parts] (or (not-empty (:path parts)) "/"))

(defn- placed
  "The cookie with its domain and path, as a response from `parts` (a parsed URL) may set it; nil if it may not."
  [{:keys [name domain path secure] :as cookie} {:keys [host scheme] :as parts}]
  (let [host-only (or (nil? domain) (and (= domain host) (or (not (str/includes? domain ".")) (norn.prim/ip-address? host))))
        safe (= "https" scheme)]
    (when (and (or host-only (and (str/includes? domain ".") (domain-matches? host domain)))
               (or safe (not secure))
               (or (not (str/starts-with? name "__Secure-")) secure)
               (or (not (str/starts-with? name "__Host-")) (and secure (nil? domain) (= "/" path))))
      (assoc cookie
             :domain (if host-only host domain)
             :host-only host-only
             :path (or path (default-path (path-of parts)))))))

;; --- the jar ------------------------------------------------------------------------------

(defn- expired? [cookie now-ms]
  (when-let [expires (:expires cookie)] (<= expires now-ms)))

(defn- key-of [cookie] [(:domain cookie) (:path cookie) (:name cookie)])

(defn- without-expired [cookies now-ms]
  (reduce-kv (fn [left key cookie] (if (expired? cookie now-ms) (dissoc left key) left)) cookies cookies))

(defn- without-oldest
  "Drops the oldest cookies of which (among? cookie) until there are `limit` of them."
  [cookies among? limit]
  (let [those (filterv among? (vals cookies))
        excess (- (count those) limit)]
    (if (pos? excess)
      (reduce (fn [left cookie] (dissoc left (key-of cookie))) cookies (take excess (sort-by :order those)))
      cookies)))

(defn- within-limits [cookies domain {:keys [max-cookies max-per-domain]} now-ms]
  (if (and (<= (count cookies) (min max-cookies max-per-domain)))
    cookies
    (-> (without-expired cookies now-ms)
        (without-oldest (fn [cookie] (= domain (:domain cookie))) max-per-domain)
        (without-oldest (fn [_] true) max-cookies))))

(defn- add [{:keys [cookies next]} cookie limits now-ms]
  (let [key (key-of cookie)
        order (:order (get cookies key) next)] ; who replaces a cookie takes its place: 5.3, 11.3
    {:next (inc next)
     :cookies (if (expired? cookie now-ms)
                (dissoc cookies key)
                (within-limits (assoc cookies key (assoc cookie :order order)) (:domain cookie) limits now-ms))}))

(defn cookie-jar
  "A jar for :cookie-jar of requests: what servers set is kept in it and sent back to them. Options: :cookies, what `cookies` gave
  (of an earlier run, say), :max-cookies (3,000) and :max-per-domain (50), beyond which the oldest are dropped."
  ([] (cookie-jar nil))
  ([{:keys [cookies max-cookies max-per-domain]}]
   (let [limits {:max-cookies (or max-cookies default-max-cookies) :max-per-domain (or max-per-domain default-max-per-domain)}
         now-ms (norn.prim/wall-millis)]
     (Jar. (atom (reduce (fn [state cookie] (add state cookie limits now-ms)) {:cookies {} :next 0} cookies)) limits))))

(defn cookies
  "The cookies of a jar that have not expired, the oldest first: maps of :name :value :domain :path :host-only :secure :http-only
  :expires (ms since 1970, nil: with the session). (spit \"jar.edn\" (pr-str (cookies jar)))"
  [^Jar jar]
  (let [now-ms (norn.prim/wall-millis)]
    (mapv (fn [cookie] (dissoc cookie :order))
          (sort-by :order (remove (fn [cookie] (expired? cookie now-ms)) (vals (:cookies @(.-state jar))))))))

(defn clear-cookies
  "Empties a jar. Returns nil."
  [^Jar jar]
  (reset! (.-state jar) {:cookies {} :next 0})
  nil)

(defn store!
  "Keeps what the Set-Cookie fields (a string or several) of a response from `parts` (a parsed URL) say."
  [^Jar jar parts fields now-ms]
  (doseq [text (if (string? fields) [fields] fields)]
    (when-let [cookie (some-> (parse-set-cookie text now-ms) (placed parts))]
      (swap! (.-state jar) add cookie (.-limits jar) now-ms)))
  nil)

(defn header
  "The Cookie field for a request to `parts`, or nil: RFC 6265, 5.4."
  [^Jar jar {:keys [host scheme] :as parts} now-ms]
  (let [path (path-of parts)
        fitting (filter (fn [cookie]
                          (and (if (:host-only cookie) (= host (:domain cookie)) (domain-matches? host (:domain cookie)))
                               (path-matches? path (:path cookie))
                               (or (not (:secure cookie)) (= "https" scheme))
                               (not (expired? cookie now-ms))))
                        (vals (:cookies @(.-state jar))))]
    (when (seq fitting)
      (str/join "; " (map (fn [{:keys [name value]}] (str name "=" value))
                          (sort-by (fn [cookie] [(- (count (:path cookie))) (:order cookie)]) fitting))))))
