;; The names of babashka.http-client on norn.http.

(ns babashka.http-client
  (:refer-clojure :exclude [get])
  (:require [norn.async :as async]
            [norn.http :as http]))

(defn- translated [options]
  (let [{:keys [async client as]} options]
    (cond-> (dissoc options :async :async-then :async-catch :client)
      (contains? options :connect-timeout) identity
      (= as :string) (assoc :as :text)
      (:follow-redirects client) (assoc :follow-redirects (:follow-redirects client))
      (:connect-timeout client) (assoc :connect-timeout (:connect-timeout client)))))

(defn request
  "Sends a request, as norn.http/request; {:async true} returns its task."
  [options]
  (if (:async options)
    (async/async (http/request (translated options)))
    (http/request (translated options))))

(defn get "A GET request; see request." ([uri] (get uri nil)) ([uri options] (request (assoc options :uri uri :method :get))))
(defn post "A POST request; see request." ([uri] (post uri nil)) ([uri options] (request (assoc options :uri uri :method :post))))
(defn put "A PUT request; see request." ([uri] (put uri nil)) ([uri options] (request (assoc options :uri uri :method :put))))
(defn patch "A PATCH request; see request." ([uri] (patch uri nil)) ([uri options] (request (assoc options :uri uri :method :patch))))
(defn delete "A DELETE request; see request." ([uri] (delete uri nil)) ([uri options] (request (assoc options :uri uri :method :delete))))
(defn head "A HEAD request; see request." ([uri] (head uri nil)) ([uri options] (request (assoc options :uri uri :method :head))))
(defn client "Options for requests, as :client." [options] options)
