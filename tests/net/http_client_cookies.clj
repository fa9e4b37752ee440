; A cookie jar keeps and sends cookies as RFC 6265 says.
(require '[norn.http :as http] '[norn.http.cookies :as cookies] '[norn.http.date :as date] '[norn.test :refer [with-virtual-time]]
         '[norn.async :as a] '[norn.url :as url] '[clojure.string :as str])

; Dates: the three formats of HTTP, and what else servers send (5.1.1).
(doseq [text ["Sun, 06 Nov 1994 08:49:37 GMT" "Sunday, 06-Nov-94 08:49:37 GMT" "Sun Nov  6 08:49:37 1994"
              "6 november 1994 8:49:37" "08:49:37 1994 nov 6" "Sun 06-Nov-1994 08:49:37 UTC; x"]]
  (println (date/parse text)))
;=> 784111777000
;=> 784111777000
;=> 784111777000
;=> 784111777000
;=> 784111777000
;=> 784111777000
(println (map date/parse ["01 Jan 1970 00:00:00" "29 Feb 2000 00:00:00" "1 Jan 69 0:0:0" "1 Jan 70 0:0:0" "31 Dec 9999 23:59:59"])) ;=> (0 951782400000 3124224000000 0 253402300799000)
(println (map date/parse ["" "tomorrow" "29 Feb 2001 00:00:00" "1 Jan 2020 24:00:00" "1 Jan 1600 00:00:00" "1 Jan 2020" "Jan 2020 10:00:00"])) ;=> (nil nil nil nil nil nil nil)

(def now 1000000000000)
(defn jar-after
  "A jar after responses from URLs: pairs of URL and Set-Cookie fields."
  [& pairs]
  (let [jar (http/cookie-jar)]
    (doseq [[uri fields] (partition 2 pairs)] (cookies/store! jar (url/parse uri) fields now))
    jar))
(defn sent [jar uri & [at]] (cookies/header jar (url/parse uri) (or at now)))

; Domain: without one only to that host; with one also to those below; never for somebody else's or a whole top-level domain.
(let [jar (jar-after "http://www.x.org/" ["host=1" "all=2; Domain=x.org" "dot=3; Domain=.X.ORG" "below=4; Domain=a.www.x.org" "other=5; Domain=y.org"
                                          "top=6; Domain=org" "none=7; Domain="])]
  (println (sent jar "http://www.x.org/")) ;=> host=1; all=2; dot=3; none=7
  (println (sent jar "http://WWW.X.ORG/")) ;=> host=1; all=2; dot=3; none=7
  (println (sent jar "http://x.org/")) ;=> all=2; dot=3
  (println (sent jar "http://a.b.x.org/")) ;=> all=2; dot=3
  (println (sent jar "http://xx.org/") (sent jar "http://org/") (sent jar "http://evilx.org/"))) ;=> nil nil nil
(let [jar (jar-after "http://127.0.0.1/" ["a=1; Domain=127.0.0.1" "b=2; Domain=0.0.1"] "http://localhost/" ["c=3; Domain=localhost"])]
  (println (sent jar "http://127.0.0.1/") (sent jar "http://1.127.0.0.1/") (sent jar "http://localhost/") (sent jar "http://a.localhost/"))) ;=> a=1 nil c=3 nil

; Path: the directory of what set it unless told; longer paths first, then older cookies.
(let [jar (jar-after "http://h/a/b/c" ["default=1" "root=2; Path=/" "a=3; Path=/a" "slash=4; Path=/a/" "odd=5; Path=x" "q=6; path=/a/b"])]
  (println (sent jar "http://h/a/b/c")) ;=> default=1; odd=5; q=6; slash=4; a=3; root=2
  (println (sent jar "http://h/a/b")) ;=> default=1; odd=5; q=6; slash=4; a=3; root=2
  (println (sent jar "http://h/a/bb")) ;=> slash=4; a=3; root=2
  (println (sent jar "http://h/a")) ;=> a=3; root=2
  (println (sent jar "http://h/ab") (sent jar "http://h"))) ;=> root=2 root=2

; Expires and Max-Age, which wins; what can't be read counts for nothing.
(let [jar (jar-after "http://h/" ["session=1" "late=2; Expires=Sun, 09 Sep 2001 01:46:41 GMT" "age=3; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:01 GMT"
                                  "past=4; Expires=Thu, 01 Jan 1970 00:00:01 GMT" "zero=5; Max-Age=0" "negative=6; max-age=-1" "odd=7; Max-Age=soon; Expires=later"])]
  (println (sent jar "http://h/")) ;=> session=1; late=2; age=3; odd=7
  (println (sent jar "http://h/" (+ now 1001))) ;=> session=1; age=3; odd=7
  (println (sent jar "http://h/" (+ now 10000))) ;=> session=1; odd=7
  ; A cookie is replaced in its place, and deleted by one that has expired: same name, domain and path.
  (cookies/store! jar (url/parse "http://h/") ["session=new" "odd=; Max-Age=0" "late=; Max-Age=0; Path=/other"] now)
  (println (sent jar "http://h/"))) ;=> session=new; late=2; age=3

; Secure cookies are set and sent by https alone; so are those whose name says so. HttpOnly makes no difference.
(let [jar (jar-after "https://h/" ["s=1; Secure" "__Secure-a=2; secure" "__Secure-b=3" "__Host-c=4; Secure; Path=/" "__Host-d=5; Secure; Path=/x" "h=6; HttpOnly"]
                     "http://h/" ["t=7; Secure" "__Secure-e=8"])]
  (println (sent jar "https://h/")) ;=> s=1; __Secure-a=2; __Host-c=4; h=6
  (println (sent jar "http://h/"))) ;=> h=6

; What is no cookie is passed over; values are kept as they are.
(let [jar (jar-after "http://h/" ["" "novalue" "=x" ";a=b" " sp = a b " "q=\"x y\"" "eq=a=b" (str "long=" (apply str (repeat 4096 "x"))) "e="])]
  (println (sent jar "http://h/"))) ;=> sp=a b; q="x y"; eq=a=b; e=

; Limits: the oldest go, of a domain and altogether.
(let [jar (http/cookie-jar {:max-per-domain 3 :max-cookies 5})]
  (doseq [host ["a.org" "b.org"] i (range 5)] (cookies/store! jar (url/parse (str "http://" host)) (str "c" i "=" i) now))
  (println (sent jar "http://a.org/") "|" (sent jar "http://b.org/"))) ;=> c3=3; c4=4 | c2=2; c3=3; c4=4

; A jar can be looked at, kept and emptied.
(let [jar (http/cookie-jar)
      _ (cookies/store! jar (url/parse "https://x.org/") ["a=1; Domain=x.org; Path=/p; Secure; HttpOnly; Max-Age=60"] (System/currentTimeMillis))
      [cookie :as all] (http/cookies jar)
      again (http/cookie-jar {:cookies (read-string (pr-str all))})]
  (println (into (sorted-map) (dissoc cookie :expires)) (<= 50000 (- (:expires cookie) (System/currentTimeMillis)) 60000))
  (println (= all (http/cookies again)) (str again))
  (http/clear-cookies again)
  (println (http/cookies again)))
;=> {:domain x.org, :host-only false, :http-only true, :name a, :path /p, :secure true, :value 1} true
;=> true #<cookie jar of 1>
;=> []

; Over the wire: kept from responses, redirects among them, and sent back; :cookies of a request come first.
(def server (http/serve (fn [{:keys [uri headers]}]
                          (case uri
                            "/login" {:status 302 :headers {"Location" "/in" "Set-Cookie" ["id=7; Path=/" "gone=1; Path=/in; Max-Age=1"]}}
                            "/logout" {:status 200 :headers {"Set-Cookie" "id=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}}
                            {:status 200 :body (str (get headers "cookie"))}))))
(def base (str "http://127.0.0.1:" (:port server)))
(let [jar (http/cookie-jar)]
  (println (:body (http/get (str base "/login") {:cookie-jar jar}))) ;=> gone=1; id=7
  (println (:body (http/get (str base "/x") {:cookie-jar jar :cookies {:mine 1}}))) ;=> mine=1; id=7
  (http/get (str base "/logout") {:cookie-jar jar})
  (println (pr-str (:body (http/get base {:cookie-jar jar}))) (map :name (http/cookies jar)))) ;=> "" (gone)
(http/stop server)

; The clock of expiry is the program's.
(with-virtual-time
  (let [jar (http/cookie-jar)]
    (cookies/store! jar (url/parse "http://h/") "a=1; Max-Age=3600" (System/currentTimeMillis))
    (a/sleep 3599999)
    (println (count (http/cookies jar))) ;=> 1
    (a/sleep 1)
    (println (count (http/cookies jar))))) ;=> 0
