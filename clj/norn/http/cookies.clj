;; Cookies of a client (RFC 6265).

(ns norn.http.cookies
  (:require [clojure.string :as str]))

(defn cookie-jar
  "An empty jar: what servers set is kept in it and sent back to them. Give it as :cookie-jar with requests."
  []
  (atom {}))

(defn- default-path [path]
  (let [at (str/last-index-of path "/")]
    (if (or (nil? at) (zero? at)) "/" (subs path 0 at))))

(defn- parse-set-cookie [text]
  (let [[pair & attributes] (str/split text #";")
        at (str/index-of pair "=")]
    (when (and at (pos? at))
      (reduce (fn [cookie attribute]
                (let [[name value] (str/split (str/trim attribute) #"=" 2)]
                  (assoc cookie (keyword (str/lower-case name)) (or value true))))
              {:name (str/trim (subs pair 0 at)) :value (str/trim (subs pair (inc at)))}
              attributes))))

(defn- domain-matches? [host domain host-only?]
  (or (= host domain)
      (and (not host-only?) (str/ends-with? host (str "." domain)))))

(defn- path-matches? [path cookie-path]
  (or (= path cookie-path)
      (and (str/starts-with? path cookie-path)
           (or (str/ends-with? cookie-path "/") (str/starts-with? (subs path (count cookie-path)) "/")))))

(defn- expiry-ms [cookie now-ms]
  (when-let [age (:max-age cookie)]
    (when-let [seconds (parse-long age)] (+ now-ms (* 1000 seconds)))))

(defn store!
  "Keeps what the Set-Cookie fields of a response from `parts` (a parsed URL) say."
  [jar parts fields now-ms]
  (doseq [text (if (string? fields) [fields] fields)
          :let [cookie (parse-set-cookie text)]
          :when cookie]
    (let [domain (some-> (:domain cookie) (str/replace #"^\." "") str/lower-case)
          host (:host parts)]
      (when (or (nil? domain) (and (str/includes? domain ".") (domain-matches? host domain false)))
        (let [path (if (and (string? (:path cookie)) (str/starts-with? (:path cookie) "/"))
                     (:path cookie)
                     (default-path (or (not-empty (:path parts)) "/")))
              expires (expiry-ms cookie now-ms)
              key [(or domain host) path (:name cookie)]]
          (if (and expires (<= expires now-ms))
            (swap! jar dissoc key)
            (swap! jar assoc key {:name (:name cookie) :value (:value cookie) :host-only? (nil? domain)
                                  :secure? (boolean (:secure cookie)) :expires expires}))))))
  nil)

(defn header
  "The Cookie field for a request to `parts`, or nil."
  [jar parts now-ms]
  (let [path (or (not-empty (:path parts)) "/")
        fitting (for [[[domain cookie-path _] {:keys [name value host-only? secure? expires]}] (deref jar)
                      :when (and (domain-matches? (:host parts) domain host-only?)
                                 (path-matches? path cookie-path)
                                 (or (not secure?) (= "https" (:scheme parts)))
                                 (or (nil? expires) (< now-ms expires)))]
                  [(- (count cookie-path)) (str name "=" value)])]
    (when (seq fitting)
      (str/join "; " (map second (sort-by first fitting))))))
