;flags --virtual-time
(require '[norn.async :as a])
(let [stopped (atom 0)
      slow (fn [] (try (a/sleep 60000) (finally (swap! stopped inc))))
      failing (fn [] (a/sleep 1) (throw (ex-info "no" {})))]
  (println (a/all [(async 1) (fn [] 2)]) (a/all [])) ;=> [1 2] []
  (println (try (a/all [slow failing]) (catch :default e (ex-message e))) @stopped) ;=> no 1
  (println (a/race [slow (fn [] (a/sleep 1) :first)]) @stopped) ;=> :first 2
  (println (try (a/race [slow failing]) (catch :default e (ex-message e))) @stopped) ;=> no 3
  (println (a/any [failing slow (fn [] (a/sleep 5) :success)]) @stopped) ;=> :success 4
  (println (try (a/any [failing (fn [] (throw (ex-info "neither" {})))]) (catch :default e (ex-message e)))) ;=> no
  (println (mapv #(dissoc % :error) (a/all-settled [(fn [] 1) failing])))) ;=> [{:state :success, :value 1} {:state :failure}]
