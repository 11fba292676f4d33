-- A shop that takes orders: its process, and a suite in which an order of one scenario is paid and cancelled by others.
-- `atelier orchestra demo` starts the shop, and gives the environment its address.
INSERT INTO orchestra.processes (id, name, version_number) VALUES ('0190c000-0000-7000-8000-000000000001', 'Order with payment and cancellation', 1);
INSERT INTO orchestra.process_versions (id, process_id, version_number, xml, checksum, report_json, change_note) VALUES
  ('0190c000-0001-7000-8000-000000000001', '0190c000-0000-7000-8000-000000000001', 1,
   '<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="shop" targetNamespace="https://atelier.example/shop">
  <bpmn:process id="order" name="Order with payment and cancellation" isExecutable="true">
    <bpmn:startEvent id="wanted" name="Order wanted"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:serviceTask id="make" name="Make an order"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:serviceTask id="pay" name="Pay"><bpmn:incoming>f2</bpmn:incoming><bpmn:incoming>f5</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:exclusiveGateway id="right" name="Right amount?"><bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing><bpmn:outgoing>f5</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:exclusiveGateway id="kept" name="Kept?"><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f6</bpmn:outgoing><bpmn:outgoing>f7</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:serviceTask id="cancel" name="Cancel and give the money back"><bpmn:incoming>f7</bpmn:incoming><bpmn:outgoing>f8</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:endEvent id="delivered" name="Paid"><bpmn:incoming>f6</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="cancelled" name="Cancelled"><bpmn:incoming>f8</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="wanted" targetRef="make" />
    <bpmn:sequenceFlow id="f2" sourceRef="make" targetRef="pay" />
    <bpmn:sequenceFlow id="f3" sourceRef="pay" targetRef="right" />
    <bpmn:sequenceFlow id="f4" name="yes" sourceRef="right" targetRef="kept" />
    <bpmn:sequenceFlow id="f5" name="no" sourceRef="right" targetRef="pay" />
    <bpmn:sequenceFlow id="f6" name="yes" sourceRef="kept" targetRef="delivered" />
    <bpmn:sequenceFlow id="f7" name="no" sourceRef="kept" targetRef="cancel" />
    <bpmn:sequenceFlow id="f8" sourceRef="cancel" targetRef="cancelled" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="order">
    <bpmndi:BPMNShape id="s1" bpmnElement="wanted"><dc:Bounds x="150" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s2" bpmnElement="make"><dc:Bounds x="240" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s3" bpmnElement="pay"><dc:Bounds x="400" y="100" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s4" bpmnElement="right" isMarkerVisible="true"><dc:Bounds x="560" y="115" width="50" height="50" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s5" bpmnElement="kept" isMarkerVisible="true"><dc:Bounds x="670" y="115" width="50" height="50" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s6" bpmnElement="cancel"><dc:Bounds x="645" y="230" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s7" bpmnElement="delivered"><dc:Bounds x="792" y="122" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="s8" bpmnElement="cancelled"><dc:Bounds x="792" y="252" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="e1" bpmnElement="f1"><di:waypoint x="186" y="140" /><di:waypoint x="240" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e2" bpmnElement="f2"><di:waypoint x="340" y="140" /><di:waypoint x="400" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e3" bpmnElement="f3"><di:waypoint x="500" y="140" /><di:waypoint x="560" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e4" bpmnElement="f4"><di:waypoint x="610" y="140" /><di:waypoint x="670" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e5" bpmnElement="f5"><di:waypoint x="585" y="115" /><di:waypoint x="585" y="70" /><di:waypoint x="450" y="70" /><di:waypoint x="450" y="100" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e6" bpmnElement="f6"><di:waypoint x="720" y="140" /><di:waypoint x="792" y="140" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e7" bpmnElement="f7"><di:waypoint x="695" y="165" /><di:waypoint x="695" y="230" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="e8" bpmnElement="f8"><di:waypoint x="745" y="270" /><di:waypoint x="792" y="270" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
',
   '582bb02c74c74790c125a49cbcc87b5dcb3c0436717261ecde9a9428d6575e8b', '{"processes":[{"id":"order","name":"Order with payment and cancellation"}],"nodes":8,"flows":8,"findings":[]}', 'The first draft');
INSERT INTO orchestra.environments (id, name, base_urls_json, variables_json, allowed_hosts) VALUES
  ('0190c000-0002-7000-8000-000000000001', 'Demo shop', '{"default": "http://127.0.0.1:4480"}', '{}', '{}');
INSERT INTO orchestra.scenario_suites (id, process_id, process_version_id, name, description, settings_json) VALUES
  ('0190c000-0003-7000-8000-000000000001', '0190c000-0000-7000-8000-000000000001', '0190c000-0001-7000-8000-000000000001', 'Shop: orders, payment, cancellation', 'An order of one scenario is paid by a second and cancelled by a third one.', '{"holdOnFailure":false,"limits":{}}');
INSERT INTO orchestra.test_data_sets (id, suite_id, name, position, columns_json, rows_json) VALUES
  ('0190c000-0004-7000-8000-000000000001', '0190c000-0003-7000-8000-000000000001', 'Orders', 0, '[{"name":"price","type":"number"},{"name":"quantity","type":"number"}]',
   '[{"key":"one","values":{"price":20,"quantity":1}},{"key":"many","values":{"price":5,"quantity":12}}]');
INSERT INTO orchestra.test_scenarios (id, suite_id, key, name, reason, position, depends_on, path_json, data_set_id, settings_json) VALUES
  ('0190c000-0005-7000-8000-000000000001', '0190c000-0003-7000-8000-000000000001', 'order', 'An order is made', 'All others need an order.', 0, '[]', '[]', '0190c000-0004-7000-8000-000000000001', '{"priority":0}'),
  ('0190c000-0005-7000-8000-000000000002', '0190c000-0003-7000-8000-000000000001', 'pay', 'The order is paid', 'A payment of the wrong amount is refused, one of the right amount is taken.', 1, '[{"scenario":"order","on":"passed"}]', '["wanted","f1","make","f2","pay","f3","right","f5","pay","f3","right","f4","kept","f6","delivered"]', '0190c000-0004-7000-8000-000000000001', '{"priority":0}'),
  ('0190c000-0005-7000-8000-000000000003', '0190c000-0003-7000-8000-000000000001', 'cancel', 'The paid order is cancelled', 'What was paid is given back.', 2, '[{"scenario":"pay","on":"passed"}]', '["wanted","f1","make","f2","pay","f3","right","f4","kept","f7","cancel","f8","cancelled"]', '0190c000-0004-7000-8000-000000000001', '{"priority":0}');
INSERT INTO orchestra.scenario_steps (id, scenario_id, key, position, name, kind, driver, request, meta) VALUES
  ('0190c000-0006-7000-8000-000000000001', '0190c000-0005-7000-8000-000000000001', 'make', 0, 'Make an order', 'ACTION', 'http',
   '{"method":"POST","url":"/orders","body":{"type":"json","value":{"price":"{{data.price}}","quantity":"{{data.quantity}}"}},"redirects":5,"cookies":true}',
   '{"exportAs":{"orderId":{"type":"text","scope":"suite","secret":false,"from":"jsonPath","path":"$.id"},"total":{"type":"number","scope":"suite","secret":false,"from":"jsonPath","path":"$.total"}},"assertions":[{"soft":false,"type":"status","value":201},{"soft":false,"op":"equals","value":"open","type":"jsonPath","path":"$.status"}],"elementId":"make"}'),
  ('0190c000-0006-7000-8000-000000000002', '0190c000-0005-7000-8000-000000000001', 'look', 1, 'The order is there', 'ASSERTION', 'http',
   '{"method":"GET","url":"/orders/{{suite.orderId}}","redirects":5,"cookies":true}',
   '{"assertions":[{"soft":false,"op":"equals","value":"{{suite.total}}","type":"jsonPath","path":"$.total"}],"elementId":"make"}'),
  ('0190c000-0006-7000-8000-000000000003', '0190c000-0005-7000-8000-000000000002', 'wrong', 0, 'A wrong amount is refused', 'ACTION', 'http',
   '{"method":"POST","url":"/orders/{{suite.orderId}}/payment","body":{"type":"json","value":{"amount":1}},"redirects":5,"cookies":true}',
   '{"assertions":[{"soft":false,"type":"status","value":402}],"elementId":"pay"}'),
  ('0190c000-0006-7000-8000-000000000004', '0190c000-0005-7000-8000-000000000002', 'pay', 1, 'Pay', 'ACTION', 'http',
   '{"method":"POST","url":"/orders/{{suite.orderId}}/payment","body":{"type":"json","value":{"amount":"{{suite.total}}"}},"redirects":5,"cookies":true}',
   '{"assertions":[{"soft":false,"type":"status","value":200},{"soft":false,"op":"equals","value":"paid","type":"jsonPath","path":"$.status"}],"probe":{"happened":[{"soft":false,"op":"equals","value":"paid","type":"jsonPath","path":"$.status"}],"driver":"http","request":{"method":"GET","url":"/orders/{{suite.orderId}}","redirects":5,"cookies":true}},"elementId":"pay"}'),
  ('0190c000-0006-7000-8000-000000000005', '0190c000-0005-7000-8000-000000000003', 'cancel', 0, 'Cancel the order', 'ACTION', 'http',
   '{"method":"POST","url":"/orders/{{suite.orderId}}/cancellation","redirects":5,"cookies":true}',
   '{"assertions":[{"soft":false,"type":"status","value":200},{"name":"All of the money is given back","soft":false,"op":"equals","value":"{{suite.total}}","type":"jsonPath","path":"$.refunded"}],"elementId":"cancel"}'),
  ('0190c000-0006-7000-8000-000000000006', '0190c000-0005-7000-8000-000000000003', 'again', 1, 'It is not cancelled twice', 'ACTION', 'http',
   '{"method":"POST","url":"/orders/{{suite.orderId}}/cancellation","redirects":5,"cookies":true}',
   '{"assertions":[{"soft":false,"type":"status","value":409}],"elementId":"cancel"}');
