(prn #"a\"\d+") ;=> #"a\"\d+"
(prn (re-find #"\d+" "ab12")) ;=> "12"
(prn (count #{#"a" #"a"})) ;=> 2
