;; URLs (RFC 3986), percent-encoding, and what forms and query strings hold.

(ns norn.url
  (:refer-clojure :exclude [resolve])
  (:require [clojure.string :as str]))

;; --- encoding ---------------------------------------------------------------------------

(defn encode
  "Percent-encodes a string (as UTF-8) or byte array so that it can stand anywhere in a URL: letters, digits and -._~ stay.
  (encode \"a b/é\") => \"a%20b%2F%C3%A9\""
  [bytes-or-string]
  (norn.prim/percent-encode :component bytes-or-string))

(defn encode-path
  "Like encode, but leaves / and the other characters that a path may hold. (encode-path \"/a b\") => \"/a%20b\""
  [bytes-or-string]
  (norn.prim/percent-encode :path bytes-or-string))

(defn- decoded
  [text plus-is-blank?]
  (or (norn.prim/percent-decode text plus-is-blank?)
      (throw (IllegalArgumentException. (str "expected two hexadecimal digits behind every %, found "
                                             (norn.prim/print-brief text))))))

(defn decode
  "The text whose percent-encoding this is; bytes that are no UTF-8 become U+FFFD. IllegalArgumentException for a % without two
  hexadecimal digits. (decode \"a%20b\") => \"a b\""
  [text]
  (decoded text false))

(defn- parameter-text [x] (if (ident? x) (subs (str (symbol x)) 0) (str x)))

(defn- parameters
  "[name value] for each value; a collection as value is several."
  [params]
  (for [[k v] params
        item (if (and (coll? v) (not (map? v))) v [v])]
    [(parameter-text k) (if (nil? item) nil (parameter-text item))]))

(defn form-encode
  "Parameters as forms and query strings hold them (application/x-www-form-urlencoded): a map or a seq of pairs; names are strings or
  keywords, a collection as value repeats the name, nil leaves out the =. (form-encode {:q \"a b\" :n [1 2]}) => \"q=a+b&n=1&n=2\""
  [params]
  (str/join "&" (for [[k v] (parameters params)]
                  (if (nil? v)
                    (norn.prim/percent-encode :form k)
                    (str (norn.prim/percent-encode :form k) "=" (norn.prim/percent-encode :form v))))))

(defn form-pairs
  "The parameters of a form or query string in order, as [name value] pairs; the value is nil without a =."
  [text]
  (vec (for [part (str/split (or text "") #"&")
             :when (not= part "")
             :let [at (str/index-of part "=")]]
         (if at
           [(decoded (subs part 0 at) true) (decoded (subs part (inc at)) true)]
           [(decoded part true) nil]))))

(defn form-decode
  "The parameters of a form or query string: a map from names to values, or to vectors of values where a name is repeated.
  (form-decode \"q=a+b&n=1&n=2\") => {\"q\" \"a b\", \"n\" [\"1\" \"2\"]}"
  [text]
  (reduce (fn [m [k v]]
            (let [v (or v "")]
              (if (contains? m k)
                (update m k (fn [old] (if (vector? old) (conj old v) [old v])))
                (assoc m k v))))
          {} (form-pairs text)))

;; --- URLs -------------------------------------------------------------------------------

(defn parse
  "The parts of a URL or relative reference: a map of :scheme, :user-info, :host, :port (a number), :path, :query and :fragment,
  without those it lacks; :path is always there. Scheme and host are in lower case; parts stay encoded, and what people write
  although it is no URL (blanks, UTF-8) gets encoded. An ExceptionInfo with :code :url/syntax, :url and :offset if it is none.
  (parse \"http://x.org:81/a b?q=1#f\") => {:scheme \"http\", :host \"x.org\", :port 81, :path \"/a%20b\", :query \"q=1\", :fragment \"f\"}"
  [text]
  (norn.prim/url-parse text))

(defn build
  "The URL of a map of parts, as parse gives it. :query-params, a map of parameters, adds to :query.
  (build {:scheme \"http\" :host \"x.org\" :path \"/s\" :query-params {:q \"a b\"}}) => \"http://x.org/s?q=a+b\""
  [{:keys [query query-params] :as parts}]
  (let [added (form-encode query-params)]
    (norn.prim/url-text
     (if (= "" added)
       parts
       (assoc parts :query (if (or (nil? query) (= "" query)) added (str query "&" added)))))))

(defn resolve
  "What a reference means in a document at an absolute URL (RFC 3986, 5.2). (resolve \"http://x.org/a/b\" \"../c?d\") =>
  \"http://x.org/c?d\""
  [base reference]
  (norn.prim/url-resolve base reference))

(defn normalize
  "The URL with scheme and host in lower case, without . and .. in its path, and encoded where it must be."
  [text]
  (let [parts (parse text)]
    (if (:scheme parts)
      (norn.prim/url-resolve text text)
      (build parts))))

(defn query-params
  "The query parameters of a URL, as form-decode gives them."
  [text]
  (form-decode (:query (parse text))))

(defn with-query-params
  "The URL with query parameters added. (with-query-params \"/s?a=1\" {:b 2}) => \"/s?a=1&b=2\""
  [text params]
  (build (assoc (parse text) :query-params params)))

;; --- java.net ---------------------------------------------------------------------------

(norn.interop/add-statics 'java.net.URLEncoder
  {'encode (fn [text & _] (norn.prim/percent-encode :form text))})

(defn- decoded-part [text] (when text (or (norn.prim/percent-decode text false) text)))

;; parts: as of parse. text: the URL.
(deftype URI [text parts]
  java.net.URI
  (getScheme [_] (:scheme parts))
  (getHost [_] (:host parts))
  (getPort [_] (or (:port parts) -1))
  (getUserInfo [_] (decoded-part (:user-info parts)))
  (getAuthority [_]
    (when (:host parts)
      (subs (build (select-keys parts [:user-info :host :port])) 2)))
  (getRawPath [_] (:path parts))
  (getPath [_] (decoded-part (:path parts)))
  (getRawQuery [_] (:query parts))
  (getQuery [_] (decoded-part (:query parts)))
  (getRawFragment [_] (:fragment parts))
  (getFragment [_] (decoded-part (:fragment parts)))
  (isAbsolute [_] (some? (:scheme parts)))
  (resolve [_ reference]
    (let [to (resolve text (str reference))]
      (->URI to (parse to))))
  (normalize [_]
    (let [to (normalize text)]
      (->URI to (parse to))))
  (toASCIIString [_] text)
  Comparable
  (compareTo [_ other] (compare text (str other)))
  Object
  (toString [_] text)
  (equals [_ other] (and (instance? URI other) (= text (str other))))
  (hashCode [_] (hash text)))

(defn uri
  "A java.net.URI of a URL's text, with getHost, getPath, resolve and so on. (.getPath (uri \"http://x.org/a%20b\")) => \"/a b\""
  [text]
  (let [parts (parse (str text))]
    (->URI (build parts) parts)))

(norn.interop/add-statics 'java.net.URI {'new uri 'create uri})

(norn.interop/add-statics 'java.net.URLDecoder
  {'decode (fn [text & _] (decoded text true))})
