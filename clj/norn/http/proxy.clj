;; Which proxy a request goes through: option, environment, exceptions.

(ns norn.http.proxy
  (:require [clojure.string :as str]
            [norn.base64 :as base64]
            [norn.url :as url]))

(def default-port 3128)

(defn- basic [user password] (str "Basic " (base64/encode (str user ":" password))))

(defn- authorization [{:keys [basic-auth user pass password user-info]}]
  (cond
    (map? basic-auth) (authorization basic-auth)
    basic-auth (apply basic basic-auth)
    user (basic user (or pass password))
    user-info (let [[user password] (str/split user-info #":" 2)]
                (basic (url/decode user) (url/decode (or password ""))))))

(defn- bad [found]
  (ex-info (str "expected a proxy as http://host:port or {:host :port}, found "
                (pr-str (if (string? found) (str/replace found #"//.*@" "//") (if (map? found) (dissoc found :pass :password :basic-auth) found))))
           {:type :norn/io-error :code :http/bad-request}))

(defn parse
  "{:host :port :authorization} of a proxy: host:port, a URL with maybe name and password, or a map of :host, :port, and maybe :user
  and :pass or :basic-auth."
  [proxy]
  (let [{:keys [scheme host port] :as parts}
        (cond
          (map? proxy) proxy
          (string? proxy) (url/parse (if (str/includes? proxy "://") proxy (str "http://" proxy))))]
    (when-not (and (string? host) (not= "" host) (or (nil? scheme) (= "http" scheme))) (throw (bad proxy)))
    {:host host :port (or port default-port) :authorization (authorization parts)}))

;; --- the environment, as curl and others read it ------------------------------------------------

(defn- variable
  "Of the environment, in lower or upper case; empty is unset."
  [name]
  (or (not-empty (norn.prim/getenv name))
      ;; In a CGI program HTTP_PROXY is a header that the client has sent.
      (when-not (and (= "http_proxy" name) (norn.prim/getenv "REQUEST_METHOD"))
        (not-empty (norn.prim/getenv (str/upper-case name))))))

(defn- excepted? [{:keys [host port]} entry]
  (let [entry (str/lower-case (str/trim entry))
        [_ name entry-port] (or (re-matches #"(.*[^:]):(\d+)" entry) [nil entry nil])
        name (str/replace name #"^\*?\.|[\[\]]" "")]
    (and (or (nil? entry-port) (= (parse-long entry-port) port))
         (or (= "*" entry)
             (and (not= "" name)
                  (or (= host name) (str/ends-with? host (str "." name))))))))

(defn of-environment
  "The proxy that http_proxy or https_proxy, else all_proxy, name for a parsed URL with its port; nil if there is none, or no_proxy has
  the host: a list of hosts, which stand for everything below them, each maybe with a port, or *."
  [{:keys [scheme] :as parts}]
  (when-let [proxy (or (variable (str scheme "_proxy")) (variable "all_proxy"))]
    (when-not (some (fn [entry] (excepted? parts entry)) (str/split (or (variable "no_proxy") "") #","))
      (parse proxy))))

(defn of
  "The proxy for a request to a parsed URL with its port, or nil. option: as for parse, :environment, or nil."
  [option parts]
  (cond
    (nil? option) nil
    (= :environment option) (of-environment parts)
    :else (parse option)))
