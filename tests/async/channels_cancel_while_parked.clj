;; A cancelled put or take leaves the channel as if it had never been there.
;flags --virtual-time
(require '[clojure.core.async :as a] '[norn.async :as n])
(def c (a/chan))
(def taker (n/async (a/<! c)))
(n/sleep 1)
(n/cancel! taker)
(def putter (n/async (a/>! c :value)))
(n/sleep 1)
(println (n/state taker) (n/state putter) (a/<!! c)) ;=> :cancelled :pending :value
(def lost (n/async (a/>! c :never)))
(n/sleep 1)
(n/cancel! lost)
(def last-one (n/async (a/>! c :kept)))
(n/sleep 1)
(println (a/<!! c) (a/poll! c) (n/state lost)) ;=> :kept nil :cancelled
(println (try (n/with-timeout 1 (a/alts! [c (a/chan)])) (catch java.util.concurrent.TimeoutException _ :timed-out)) (a/offer! c 1)) ;=> :timed-out nil
;; a value that was handed over before the cancellation arrives
(def got (n/async (a/<! c)))
(n/sleep 1)
(a/>!! c :handed-over)
(n/cancel! got)
(println (await got)) ;=> :handed-over
