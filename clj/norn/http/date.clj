;; Dates of HTTP and of cookies, read as RFC 6265, 5.1.1 reads them: it takes
;; everything that servers send, the three formats of RFC 9110, 5.6.7 among them.

(ns norn.http.date
  (:require [clojure.string :as str]))

(def ^:private months ["jan" "feb" "mar" "apr" "may" "jun" "jul" "aug" "sep" "oct" "nov" "dec"])

(defn- month-of [token]
  (when (>= (count token) 3)
    (let [at (.indexOf months (str/lower-case (subs token 0 3)))]
      (when-not (neg? at) (inc at)))))

(defn- numbers [pattern token]
  (when-let [[_ & texts] (re-matches pattern token)]
    (mapv parse-long texts)))

(defn- note-token
  "What a token adds: the first that looks like a time is the time, and so on; everything else is passed over."
  [{:keys [time day month year] :as found} token]
  (let [new-time (when-not time (numbers #"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?" token))
        new-day (when-not (or new-time day) (numbers #"(\d{1,2})(?:\D.*)?" token))
        new-month (when-not (or new-time new-day month) (month-of token))
        new-year (when-not (or new-time new-day new-month year) (numbers #"(\d{2,4})(?:\D.*)?" token))]
    (cond
      new-time (assoc found :time new-time)
      new-day (assoc found :day (first new-day))
      new-month (assoc found :month new-month)
      new-year (assoc found :year (first new-year))
      :else found)))

(defn- days-of-month [year month]
  (case month
    2 (if (and (zero? (mod year 4)) (or (pos? (mod year 100)) (zero? (mod year 400)))) 29 28)
    (4 6 9 11) 30
    31))

(defn- days-since-1970 [year month day]
  (let [y (if (<= month 2) (dec year) year) ; years that begin in March: the leap day is their last
        shifted (mod (+ month 9) 12)]
    (+ (* 365 y) (quot y 4) (- (quot y 100)) (quot y 400) (quot (+ (* 153 shifted) 2) 5) (dec day) -719468)))

(defn parse
  "The milliseconds since 1970 of a date, UTC; nil if it is none. (parse \"Sun, 06 Nov 1994 08:49:37 GMT\") => 784111777000"
  [text]
  (let [tokens (remove #(= "" %) (str/split text #"[\t\x20-\x2F\x3B-\x40\x5B-\x60\x7B-\x7E]+"))
        {[hour minute second] :time :keys [day month year]} (reduce note-token {} tokens)]
    (when (and hour day month year)
      (let [year (cond
                   (<= 70 year 99) (+ 1900 year)
                   (<= 0 year 69) (+ 2000 year)
                   :else year)]
        (when (and (>= year 1601) (<= hour 23) (<= minute 59) (<= second 59) (<= 1 day (days-of-month year month)))
          (* 1000 (+ (* 86400 (days-since-1970 year month day)) (* 3600 hour) (* 60 minute) second)))))))
