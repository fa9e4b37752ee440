(require '[norn.net :as net])

(println
 (try
   (with-open [server (net/serve (fn [c] (net/write c (:host (net/remote-address c)))) {:host "::1"})]
     (let [{:keys [host port]} (net/local-address server)]
       (with-open [c (net/connect host port)]
         [(str c) (= (str "#<connection to [::1]:" port ">") (str c)) (net/read-string c)])
       [host (with-open [c (net/connect {:host "::1" :port port})] (net/read-string c))]))
   (catch :EADDRNOTAVAIL _ ["::1" "::1"]))) ; a machine without IPv6 ;=> [::1 ::1]
