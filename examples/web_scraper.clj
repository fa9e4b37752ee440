;; A web scraper: follows links in parallel, to a depth, politely.
;;
;;   norn examples/web_scraper.clj http://example.com/ [DEPTH]
;;
;; Without arguments it makes a web site of its own and scrapes that. Each page is a
;; task; a semaphore per host keeps the number of requests to it small; what fails
;; for the moment is tried again; a line at the bottom shows how far it is. There
;; are no callbacks and no threads: every request just waits where it stands.

(require '[clojure.string :as str]
         '[norn.async :as async]
         '[norn.http :as http]
         '[norn.terminal :as terminal]
         '[norn.url :as url])

(def at-once-per-host 4)
(def pause-ms 5)

(defn links
  "The absolute URLs that a page links to, without fragments."
  [base html]
  (->> (re-seq #"<a\s[^>]*href=\"([^\"#]+)" html)
       (keep (fn [[_ reference]] (try (url/resolve base reference) (catch clojure.lang.ExceptionInfo _ nil))))
       distinct))

(defn title [html]
  (or (some-> (re-find #"(?is)<title>(.*?)</title>" html) second str/trim) "(no title)"))

(defn polite
  "Calls (f) while holding one of the few places for the host of a URL."
  [gates uri f]
  (let [host (:host (url/parse uri))
        gate (get (swap! gates (fn [m] (if (m host) m (assoc m host (async/semaphore at-once-per-host))))) host)]
    (async/with-permit gate
      (let [result (f)]
        (async/sleep pause-ms)
        result))))

(defn fetch
  "The page at a URL as {:title :links}, or {:error text}."
  [gates uri]
  (try
    (let [{:keys [body headers]} (polite gates uri #(http/get uri {:timeout 5000 :retries {:attempts 3 :delay 20}}))]
      (if (str/starts-with? (get headers "content-type" "") "text/html")
        {:title (title body) :links (links uri body)}
        {:title (str "(" (get headers "content-type") ")") :links []}))
    (catch :default e
      {:error (ex-message e)})))

(defn progress [{:keys [found done failed]}]
  (let [width 30
        filled (quot (* width done) (max 1 found))]
    (str "[" (apply str (repeat filled "#")) (apply str (repeat (- width filled) ".")) "] "
         done "/" found " pages" (when (pos? failed) (str ", " failed " failed")))))

(defn fetch-all
  "Fetches pages in parallel, as many as their hosts allow; {url page}."
  [gates uris on-done]
  (async/scope
   (let [tasks (mapv (fn [uri]
                       (async
                         (let [page (fetch gates uri)]
                           (on-done page)
                           [uri page])))
                     uris)]
     (into {} (map await) tasks))))

(defn scrape
  "All pages that a page leads to within so many steps, on the same host: {url page}."
  [start depth on-change]
  (let [host (:host (url/parse start))
        state (atom {:found 0 :done 0 :failed 0})
        gates (atom {})
        done! (fn [page]
                (on-change (swap! state (fn [s] (cond-> (update s :done inc) (:error page) (update :failed inc))))))]
    (loop [pages {} frontier [start] left depth]
      (swap! state update :found + (count frontier))
      (let [fetched (fetch-all gates frontier done!)
            pages (merge pages fetched)
            next-frontier (->> (vals fetched)
                               (mapcat :links)
                               distinct
                               (filter (fn [link] (and (= host (:host (url/parse link))) (not (contains? pages link))))))]
        (if (or (zero? left) (empty? next-frontier))
          pages
          (recur pages next-frontier (dec left)))))))

;; --- a site to scrape -----------------------------------------------------------------

(defn site
  "A server of pages /0 … /n-1; each links to three others, some of them are slow, one fails twice, one is missing."
  [n]
  (let [refused (atom 0)]
    (http/serve
     (fn [{:keys [uri]}]
       (let [i (parse-long (subs uri 1))]
         (cond
           (nil? i) {:status 404 :body "no such page"}
           (and (= i 3) (< (swap! refused inc) 3)) {:status 503}
           :else
           (do
             (when (zero? (rem i 5)) (async/sleep 20))
             {:status 200
              :headers {"Content-Type" "text/html"}
              :body (str "<title>Page " i "</title>"
                         (apply str (for [j [(* 2 i) (inc (* 2 i)) (+ i 7)] :when (< j n)]
                                      (str "<a href=\"/" j "\">" j "</a>")))
                         (when (= i 4) "<a href=\"missing\">gone</a>"))})))))))

(defn report [pages]
  (doseq [[uri {:keys [title error]}] (sort-by (fn [[uri _]] [(count uri) uri]) pages)]
    (println (str (:path (url/parse uri)) "  " (or title (str "FAILED: " (str/replace error #"127.0.0.1:\d+" "site"))))))
  (println (count pages) "pages," (count (filter :error (vals pages))) "failed"))

(defn -main [& [start depth]]
  (let [terminal? (terminal/terminal? :err)
        show (fn [state] (when terminal? (norn.prim/write-out 2 (str "\r" (progress state) "\u001b[K"))))
        own (when-not start (site 40))
        start (or start (str "http://127.0.0.1:" (:port own) "/1"))]
    (try
      (let [pages (scrape start (if depth (parse-long depth) 4) show)]
        (when terminal? (norn.prim/write-out 2 "\r\u001b[K"))
        (report pages))
      (finally (when own (http/stop own))))))

(apply -main *command-line-args*)
