;; Server-sent events (the EventSource part of HTML), both sides.

(ns norn.http.events
  (:require [clojure.string :as str]
            [norn.http.body :as body]))

(defn- field-lines [name text]
  (apply str (map (fn [line] (str name ": " line "\n")) (str/split (str text) #"\r\n|\r|\n" -1))))

(defn event-text
  "How an event stands in the stream: a string is its data; or a map of :data, :event (its kind), :id, :retry (ms)."
  [event]
  (let [{:keys [data event id retry]} (if (map? event) event {:data event})]
    (str (when event (field-lines "event" (name event)))
         (when id (field-lines "id" id))
         (when retry (field-lines "retry" retry))
         (field-lines "data" data)
         "\n")))

(defn sse
  "The response of a server that sends events: (f send) runs in the request's task and calls (send event) with strings or maps
  as of event-text; the stream ends when it returns, and it is cancelled when the client goes away. Options: :headers.
  (sse (fn [send] (doseq [n (range 10)] (send {:event :tick :data n}) (norn.async/sleep 1000))))"
  ([f] (sse f nil))
  ([f {:keys [headers]}]
   {:status 200
    :headers (merge {"Content-Type" "text/event-stream; charset=utf-8" "Cache-Control" "no-cache"} headers)
    :body (fn [write] (f (fn [event] (write (event-text event)))))}))

(defn- add-line [event line]
  (let [colon (str/index-of line ":")
        name (if colon (subs line 0 colon) line)
        value (if colon (subs line (inc colon)) "")
        value (if (str/starts-with? value " ") (subs value 1) value)]
    (case name
      "data" (update event :data (fn [data] (if data (str data "\n" value) value)))
      "event" (assoc event :event value)
      "id" (assoc event :id value)
      "retry" (if-let [ms (parse-long value)] (assoc event :retry ms) event)
      event)))

(defn- event-of [lines]
  (let [event (reduce add-line {} lines)]
    (when (:data event) event)))

(defn events
  "The events of a body (a response with :as :stream) as a lazy seq of maps of :data, and :event, :id, :retry if given.
  Suspends at the next event; ends with the body."
  [body]
  (letfn [(step [rest-text lines cut-off]
            (lazy-seq
             (if-let [end (str/index-of rest-text "\n")]
               (let [line (subs rest-text 0 end)
                     line (if (str/ends-with? line "\r") (subs line 0 (dec (count line))) line)
                     rest-text (subs rest-text (inc end))]
                 (if (= "" line)
                   (if-let [event (event-of lines)]
                     (cons event (step rest-text [] cut-off))
                     (step rest-text [] cut-off))
                   (step rest-text (conj lines line) cut-off)))
               (when-let [piece (body/read body)]
                 ;; A piece may end within a character.
                 (let [[text cut-off] (norn.prim/decode-utf8 cut-off piece)]
                   (step (str rest-text text) lines cut-off))))))]
    (step "" [] nil)))
