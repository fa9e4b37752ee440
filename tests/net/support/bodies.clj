;; What the tests of HTTP bodies share: bytes that can be recognised, a server that gives and takes them in every way there
;; is, over TCP and TLS, and what a process holds.
;;
;; The test's own kind of body of n bytes repeats a pattern whose length is no power of two, so that a piece that is lost,
;; doubled or moved changes its digest.
(ns bodies
  (:require [norn.async :as a] [norn.digest :as digest] [norn.file :as file] [norn.http :as http] [clojure.string :as str]))

(defn cert [name] (str "tests/net/support/certs/" name))
(def server-tls {:cert-file (cert "server.pem") :key-file (cert "server.key")})
(def trust {:ca-file (cert "ca.pem")})

(def edges [0 1 16383 16384 16385 32767 32768 32769 65535 65536 65537 1000000])
(def large 50000000)

(def pattern (byte-array 4093 (map (fn [i] (unchecked-byte (bit-and 255 (+ i (bit-shift-right i 8))))) (range 4093))))

(defn body
  "The bytes of the test body of n bytes from `start` on, at most `count` of them."
  ([n] (body n 0 n))
  ([n start count]
   (let [count (min count (- n start))
         bytes (byte-array count)]
     (loop [at 0]
       (when (< at count)
         (let [from (rem (+ start at) 4093)
               length (min (- 4093 from) (- count at))]
           (System/arraycopy pattern from bytes at length)
           (recur (+ at length)))))
     bytes)))

(defn pieces
  "A function of a writer that writes the test body of n bytes in pieces of an awkward size."
  [n]
  (let [size (if (> n 1000000) 100003 10007)]
    (fn [write]
      (loop [at 0]
        (when (< at n)
          (write (body n at size))
          (recur (+ at size)))))))

(def digest-of (memoize (fn [n] (digest/sha256 (body n)))))

(defn same?
  "Whether the bytes (nil for none) are the test body of n bytes."
  [bytes n]
  (let [bytes (or bytes (byte-array 0))]
    (and (= n (count bytes)) (java.util.Arrays/equals ^bytes bytes (body n)))))

(defn- all [request] (let [content (:body request)] (cond (nil? content) (byte-array 0) (bytes? content) content :else (http/read-all content))))

(defn handler
  "GET /bytes/N and /pieces/N and /length/N: the test body, as an array, in chunks, in pieces with Content-Length.
  POST /digest: the digest of what came; /echo: the same bytes, piece by piece as they come; /return: the same, once all of them
  have come."
  [request]
  (let [[_ path n] (str/split (:uri request) #"/")
        n (some-> n parse-long)]
    (case path
      "bytes" {:status 200 :body (body n)}
      "pieces" {:status 200 :body (pieces n)}
      "length" {:status 200 :content-length n :body (pieces n)}
      "digest" {:status 200 :body (digest/sha256 (all request))}
      "echo" {:status 200 :body (:body request)}
      "return" {:status 200 :body (all request)}
      {:status 404 :body "Not Found\n"})))

(defn serve
  ([kind] (serve kind handler nil))
  ([kind handler options]
   (http/serve handler (merge {:max-body-bytes 1000000000} (when (= kind :tls) {:tls server-tls}) options))))

(defn base [kind server]
  (str (if (= kind :tls) "https://localhost:" "http://127.0.0.1:") (:port server)))

(defn problems
  "What goes wrong with a body of n bytes between norn's client and the server at `base` in the directions and framings that it
  knows: a vector, empty if nothing does. With another path than /echo for a peer between them that can't do both at a time."
  ([base n] (problems base n "/echo"))
  ([base n echo]
   (let [ask (fn [path & [options]] (:body (http/request (merge {:uri (str base path) :method :get :as :bytes :tls trust} options))))
         post (fn [path content & [headers]] (ask path {:method :post :body content :headers headers}))
         text (fn [bytes] (String. ^bytes bytes))
         length {"Content-Length" (str n)}]
     (into []
           (keep (fn [[what good]] (when-not good [n what])))
           [[:download-bytes (same? (ask (str "/bytes/" n)) n)]
            [:download-chunked (same? (ask (str "/pieces/" n)) n)]
            [:download-length (same? (ask (str "/length/" n)) n)]
            [:upload-bytes (= (digest-of n) (text (post "/digest" (body n))))]
            [:upload-chunked (= (digest-of n) (text (post "/digest" (pieces n))))]
            [:upload-length (= (digest-of n) (text (post "/digest" (pieces n) length)))]
            [:echo-bytes (same? (post echo (body n)) n)]
            [:echo-chunked (same? (post echo (pieces n)) n)]
            [:echo-length (same? (post echo (pieces n) length) n)]]))))

(defn descriptors [] (count (file/list "/proc/self/fd")))

(defn memory-mb
  "VmRSS, what the process holds now, or VmHWM, the most it ever held."
  ([] (memory-mb "VmRSS"))
  ([field] (quot (parse-long (second (re-find (re-pattern (str field ":\\s+(\\d+)")) (file/read "/proc/self/status")))) 1024)))

(defn within?
  "Whether the process holds less than `limit` MB more than the given ones. Sanitizers and GC stress have a memory of their own:
  with them it always does."
  ([before limit] (within? before limit (memory-mb)))
  ([before limit now]
   (boolean (or (System/getenv "NORN_GC_STRESS") (System/getenv "ASAN_OPTIONS") (< (- now before) limit)))))

(defn until
  "Waits until (f)."
  [f]
  (when-not (f) (a/sleep 2) (recur f)))
